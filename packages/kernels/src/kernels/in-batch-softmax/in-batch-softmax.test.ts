import { createGenerator } from "@towerkit/core";
import { expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyBatch, type Batch } from "../../../test/batch.js";
import { bitsOf } from "../../../test/bits.js";
import {
  hasClearOrder,
  largestPossibleGradient,
  plainSoftmax,
} from "../../../test/plain-softmax.js";
import { softmaxInput } from "../../../test/softmax-input.js";
import { Scratch } from "../../runtime/scratch.js";
import { softmax } from "./plain.js";

function run(batch: Batch) {
  const input = softmaxInput(batch);
  const { loss } = softmax(input, new Scratch());
  const { queryGradients, candidateGradients } = input;
  return { loss, queryGradients, candidateGradients };
}

function expectPlain(batch: Batch, tolerance: number): void {
  const actual = run(batch);
  const expected = plainSoftmax(batch);
  const weight = batch.rows.reduce((sum, row) => sum + row.weight, 0);
  expectAllClose([actual.loss], [expected.loss], { relative: tolerance, absolute: 1e-6 * weight });
  const closeness = { ofLargest: tolerance, absolute: 3e-7 * largestPossibleGradient(batch) };
  expectAllClose(actual.queryGradients, expected.queryGradients, closeness);
  expectAllClose(actual.candidateGradients, expected.candidateGradients, closeness);
}

/** A batch larger than every block, chunk and tile of the kernel, and a multiple of none. */
function largeBatch(options: { removeAccidentalHits: boolean; dim?: number }): Batch {
  const { removeAccidentalHits, dim = 9 } = options;
  const generator = createGenerator(42, "large batch");
  const embeddings = (count: number) =>
    Array.from({ length: count }, () =>
      Float32Array.from({ length: dim }, () => 2 * generator.uniform() - 1),
    );
  const numQueries = 71;
  const numCandidates = 275;
  return {
    dim,
    temperature: 0.4,
    queries: embeddings(numQueries),
    candidates: embeddings(numCandidates),
    itemIds: Array.from({ length: numCandidates }, () => generator.below(250)),
    rows: Array.from({ length: 500 }, () => ({
      query: generator.below(numQueries),
      candidate: generator.below(numCandidates),
      weight: Math.fround(generator.uniform()),
      samplingProbability: Math.fround(0.01 + generator.uniform()),
    })),
    removeAccidentalHits,
  };
}

describe("in-batch softmax", () => {
  it("agrees with the softmax over the whole batch to 1e-5 of each tensor's largest value", () => {
    fc.assert(
      fc.property(anyBatch({ largestProduct: 8 }), (batch) => {
        fc.pre(hasClearOrder(batch, 1e-3));
        expectPlain(batch, 1e-5);
      }),
      { numRuns: 800 },
    );
  });

  it.each([false, true])(
    "agrees with it on many blocks, with accidental hits removed: %s",
    (removeAccidentalHits) => {
      expectPlain(largeBatch({ removeAccidentalHits }), 1e-5);
    },
  );

  it("stays finite, and keeps its loss, where logits reach ±80 and beyond", () => {
    fc.assert(
      fc.property(anyBatch({ largestProduct: 80 }), (batch) => {
        const { loss, queryGradients, candidateGradients } = run(batch);
        const weight = batch.rows.reduce((sum, row) => sum + row.weight, 0);
        expectAllClose([loss], [plainSoftmax(batch).loss], {
          relative: 1e-4,
          absolute: 1e-4 * weight,
        });
        expect([...queryGradients, ...candidateGradients].every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("is exactly 0, and pulls nowhere, for a batch of one row", () => {
    const batch: Batch = {
      dim: 2,
      temperature: 1,
      queries: [Float32Array.of(0.3, -0.7)],
      candidates: [Float32Array.of(1.5, 0.2)],
      itemIds: [9],
      rows: [{ query: 0, candidate: 0, weight: 1, samplingProbability: 1 }],
      removeAccidentalHits: false,
    };
    for (const removeAccidentalHits of [false, true]) {
      const { loss, queryGradients, candidateGradients } = run({ ...batch, removeAccidentalHits });
      expect(loss).toBeCloseTo(0, 12);
      expectAllClose([...queryGradients, ...candidateGradients], [0, 0, 0, 0]);
    }
  });

  it("has the loss of two columns, as one works it out by hand", () => {
    // Scores 0.5 and 1.5 of one query; its positive is the first. log(e^0.5 + e^1.5) - 0.5.
    const { loss, queryGradients, candidateGradients } = run({
      dim: 1,
      temperature: 2,
      queries: [Float32Array.of(1), Float32Array.of(0)],
      candidates: [Float32Array.of(1), Float32Array.of(3)],
      itemIds: [0, 1],
      rows: [
        { query: 0, candidate: 0, weight: 1, samplingProbability: 1 },
        { query: 1, candidate: 1, weight: 0, samplingProbability: 1 },
      ],
      removeAccidentalHits: false,
    });
    const p = 1 / (1 + Math.E);
    expect(loss).toBeCloseTo(1.3132616875182228, 6);
    expectAllClose(queryGradients, [((p - 1) * 1 + (1 - p) * 3) / 2, 0], { absolute: 1e-7 });
    expectAllClose(candidateGradients, [(p - 1) / 2, (1 - p) / 2], { absolute: 1e-7 });
  });

  it("leaves the loss of the others alone when an item that outscores all of them is removed", () => {
    // Candidates 0 and 1 are one item. Beside candidate 1 at 70, the rest would vanish from a sum.
    const batch: Batch = {
      dim: 1,
      temperature: 1,
      queries: [Float32Array.of(1)],
      candidates: [-60, 70, -59, -61].map((score) => Float32Array.of(score)),
      itemIds: [5, 5, 6, 7],
      rows: [0, 1, 2, 3].map((candidate) => ({
        query: 0,
        candidate,
        weight: candidate === 0 ? 1 : 0,
        samplingProbability: 0.25,
      })),
      removeAccidentalHits: true,
    };
    expectPlain(batch, 1e-5);
    // Positive 0 against -59 and -61: log(1 + e + 1/e) + log 4, the common 1 / 0.25.
    expect(run(batch).loss).toBeCloseTo(Math.log(1 + Math.E + 1 / Math.E) + Math.log(4), 6);
    expect(run(batch).queryGradients[0]).toBeCloseTo(0.5752, 3);
  });

  it("has no loss where all columns are one item and hits are removed", () => {
    const { loss, queryGradients } = run({
      dim: 1,
      temperature: 1,
      queries: [Float32Array.of(1)],
      candidates: [Float32Array.of(2), Float32Array.of(-90)],
      itemIds: [3, 3],
      rows: [0, 1].map((candidate) => ({
        query: 0,
        candidate,
        weight: 1,
        samplingProbability: 1,
      })),
      removeAccidentalHits: true,
    });
    expect(loss).toBe(0);
    expect(queryGradients[0]).toBeCloseTo(0, 12);
  });

  it("lets a column without weight have no part, however high its score", () => {
    const { loss, candidateGradients } = run({
      dim: 1,
      temperature: 1,
      queries: [Float32Array.of(1)],
      candidates: [Float32Array.of(0), Float32Array.of(0), Float32Array.of(100)],
      itemIds: [0, 1, 2],
      rows: [
        { query: 0, candidate: 0, weight: 1, samplingProbability: 1 },
        { query: 0, candidate: 1, weight: 0, samplingProbability: 1 },
      ],
      removeAccidentalHits: false,
    });
    expect(loss).toBeCloseTo(Math.LN2, 7);
    expectAllClose(candidateGradients, [-0.5, 0.5, 0]);
  });

  it("gives bits that are written down here", () => {
    // The vector kernel must give the same ones, for any number of threads.
    const bits = [false, true].map((removeAccidentalHits) => {
      const { loss, queryGradients, candidateGradients } = run(
        largeBatch({ removeAccidentalHits }),
      );
      return [loss, bitsOf(queryGradients), bitsOf(candidateGradients)];
    });
    expect(bits).toMatchInlineSnapshot(`
      [
        [
          2638.3479347972607,
          "051cfc0d",
          "286f15e8",
        ],
        [
          2636.15126162529,
          "f3396c5f",
          "00d7bd27",
        ],
      ]
    `);
  });
});
