import { expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import type { Batch } from "../../../test/batch.js";
import { softmaxInput } from "../../../test/softmax-input.js";
import { Scratch } from "../../runtime/scratch.js";
import type { InBatchSoftmaxInput } from "./input.js";
import { softmax } from "./plain.js";

/** A batch whose row i asks with query i and chose candidate i; further candidates are columns only. */
function batchOf(
  queries: readonly (readonly number[])[],
  candidates: readonly (readonly number[])[],
  options: Partial<Batch> & { weights?: readonly number[]; probabilities?: readonly number[] } = {},
): Batch {
  const { weights, probabilities, ...rest } = options;
  return {
    dim: candidates[0].length,
    temperature: 1,
    queries: queries.map((query) => Float32Array.from(query)),
    candidates: candidates.map((candidate) => Float32Array.from(candidate)),
    itemIds: candidates.map((_, c) => c),
    rows: candidates.map((_, c) => ({
      query: Math.min(c, queries.length - 1),
      candidate: c,
      weight: c < queries.length ? (weights?.[c] ?? 1) : 0,
      samplingProbability: probabilities?.[c] ?? 1,
    })),
    removeAccidentalHits: false,
    ...rest,
  };
}

function run(batch: Batch, change: Partial<InBatchSoftmaxInput> = {}) {
  const input = { ...softmaxInput(batch), ...change };
  const { loss } = softmax(input, new Scratch());
  return { loss, queryGradients: input.queryGradients };
}

/** One query, whose score of each candidate is that candidate's only number; it chose the first. */
const scored = (scores: readonly number[], options?: Parameters<typeof batchOf>[2]) =>
  batchOf(
    [[1]],
    scores.map((score) => [score]),
    options,
  );

const logSumExp = (...values: number[]) =>
  Math.log(values.reduce((sum, value) => sum + Math.exp(value), 0));

// Losses that TensorFlow Recommenders 0.7.7 gave (its tasks.Retrieval, run on TensorFlow 2.21).
describe("the in-batch softmax of TensorFlow Recommenders", () => {
  const queries = [
    [1, 2, 3],
    [2, 3, 4],
  ];
  const candidates = [
    [1, 1, 1],
    [1, 1, 0],
  ];

  it("has its loss where a mask hides a column from a query", () => {
    expect(run(batchOf(queries, candidates, { forbidden: [[1], []] })).loss).toBeCloseTo(
      4.01815,
      5,
    );
  });

  it("has no loss where every other column is the positive's item", () => {
    const batch = batchOf(queries, candidates, { itemIds: [5, 5], removeAccidentalHits: true });
    expect(run(batch).loss).toBeCloseTo(0, 6);
  });

  it("has its loss with all of it at once", () => {
    const batch = batchOf(
      [
        [3, 2, 1],
        [2, 3, 4],
      ],
      [
        [0, 1, 0],
        [0, 1, 1],
        [1, 1, 0],
      ],
      {
        temperature: 2,
        probabilities: [0.2, 0.3, 0.5],
        itemIds: [1, 2, 1],
        removeAccidentalHits: true,
        hardNegatives: 1,
        weights: [2, 1],
      },
    );
    // The kernel leaves log p of each row to its caller.
    const logProbabilities = 2 * Math.log(0.2) + Math.log(0.3);
    expect(run(batch).loss + logProbabilities).toBeCloseTo(1.68251, 5);
  });

  it.each([
    [1, [1, 5]],
    [2, [1, 5, 3]],
    [3, [1, 5, 3, 2]],
    [10, [1, 5, 3, 2]],
  ])("keeps the columns it keeps with %i hard negatives", (hardNegatives, kept) => {
    const { loss } = run(scored([1, 5, 3, 2], { hardNegatives }));
    expect(loss).toBeCloseTo(logSumExp(...kept) - 1, 6);
  });
});

describe("forbidden items", () => {
  it("are no negatives, whichever of their candidates is in the batch", () => {
    const batch = scored([1, 5, 3, 2], { itemIds: [7, 8, 9, 8], forbidden: [[8, 100]] });
    const { loss } = run(batch);
    expect(loss).toBeCloseTo(logSumExp(1, 3) - 1, 6);
  });

  it("leave a positive its own copy, once", () => {
    const twice = { query: 0, candidate: 0, weight: 1, samplingProbability: 0.5 };
    const batch = scored([1, 5], { forbidden: [[0]] });
    const { loss } = run({ ...batch, rows: [twice, twice, { ...batch.rows[1], weight: 0 }] });
    expect(loss).toBeCloseTo(2 * (logSumExp(1 + Math.LN2, 5) - 1), 6);
  });

  it("leave no loss where nothing else is there", () => {
    const { loss, queryGradients } = run(scored([3, 90, -90], { forbidden: [[0, 1, 2]] }));
    expect(loss).toBe(0);
    expect(queryGradients[0]).toBeCloseTo(0, 12);
  });

  it("take nothing away from small sums, however high they score", () => {
    const { loss } = run(scored([-60, 70, -59], { forbidden: [[1]] }));
    expect(loss).toBeCloseTo(logSumExp(0, 1), 6);
  });

  it("change no bit where there are none", () => {
    const batch = batchOf([[0.3], [-0.7]], [[1.1], [0.2], [-0.4]]);
    const lists = { offsets: new Int32Array(3), itemIds: new Int32Array(0) };
    expect(run(batch, { forbidden: lists })).toEqual(run(batch));
  });

  it("are ids of candidates where candidates have no item ids", () => {
    const { itemIds: _, ...input } = softmaxInput(scored([1, 5, 3], { forbidden: [[1, 3, -1]] }));
    const { loss } = softmax(input, new Scratch());
    expect(loss).toBeCloseTo(logSumExp(1, 3) - 1, 6);
  });
});

describe("hard negatives", () => {
  it("of equal logits are those of the lower candidates", () => {
    const { queryGradients } = run(
      batchOf(
        [[1, 1]],
        [
          [0, 0],
          [0, 1],
          [1, 0],
          [0.5, 0.5],
        ],
        { hardNegatives: 2 },
      ),
    );
    const share = Math.E / (1 + 2 * Math.E);
    expectAllClose(queryGradients, [share, share], { relative: 1e-6 });
  });

  it("count further columns of one candidate one by one", () => {
    const batch = scored([0, 3, 2]);
    const column = (candidate: number) => ({ ...batch.rows[candidate], weight: 0 });
    const rows = [batch.rows[0], column(1), column(1), column(1), column(2)];
    expect(run({ ...batch, rows, hardNegatives: 2 }).loss).toBeCloseTo(logSumExp(0, 3, 3), 6);
    expect(run({ ...batch, rows, hardNegatives: 4 }).loss).toBeCloseTo(logSumExp(0, 3, 3, 3, 2), 6);
  });

  it("are further columns of the positive's own candidate, too, unless those are removed", () => {
    const batch = scored([3, 1]);
    const rows = [batch.rows[0], { ...batch.rows[0], weight: 0 }, batch.rows[1]];
    const withOwn = run({ ...batch, rows, hardNegatives: 1 });
    expect(withOwn.loss).toBeCloseTo(Math.LN2, 6);
    expect(withOwn.queryGradients[0]).toBeCloseTo(0, 6);
    const without = run({ ...batch, rows, hardNegatives: 1, removeAccidentalHits: true });
    expect(without.loss).toBeCloseTo(logSumExp(3, 1) - 3, 6);
  });

  it("are ranked by score less log p, not by score", () => {
    const batch = scored([0, 1, 0.5], { probabilities: [0.1, 1, 0.1], hardNegatives: 1 });
    expect(run(batch).loss).toBeCloseTo(logSumExp(Math.log(10), 0.5 + Math.log(10)), 6);
  });

  it("leave a positive alone where nothing else is left", () => {
    const { loss } = run(scored([3], { hardNegatives: 5 }));
    expect(loss).toBe(0);
  });
});
