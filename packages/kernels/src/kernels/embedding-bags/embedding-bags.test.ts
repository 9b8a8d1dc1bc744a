import { createGenerator } from "@towerkit/core";
import { expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Scratch } from "../../runtime/scratch.js";
import { accumulateBags } from "./accumulate-bags.js";
import { embeddingBags } from "./embedding-bags.js";
import type { BagsInput } from "./input.js";

type Options = Pick<BagsInput, "combiner"> & { weights?: number[] };

/** Offsets and entries of bags that are given as lists. */
function bagsOf(lists: number[][], dim: number, { combiner, weights }: Options) {
  const offsets = [0];
  for (const list of lists) offsets.push((offsets.at(-1) as number) + list.length);
  return {
    entries: Int32Array.from(lists.flat()),
    bags: {
      dim,
      offsets: Int32Array.from(offsets),
      combiner,
      ...(weights !== undefined && { weights: Float32Array.from(weights) }),
    },
  };
}

function embedded(table: number[][], lists: number[][], options: Options): number[] {
  const dim = table[0].length;
  const { entries, bags } = bagsOf(lists, dim, options);
  const out = new Float32Array(lists.length * dim).fill(7);
  embeddingBags({ ...bags, table: Float32Array.from(table.flat()), ids: entries, out });
  return [...out];
}

function accumulated(gradients: number[][], lists: number[][], rows: number, options: Options) {
  const dim = gradients[0].length;
  const { entries, bags } = bagsOf(lists, dim, options);
  const out = new Float32Array(rows * dim);
  const held = Float32Array.from(gradients.flat());
  accumulateBags({ ...bags, gradients: held, slots: entries, out }, new Scratch());
  return [...out];
}

describe("embeddingBags", () => {
  // TensorFlow Recommenders' tpu_embedding_layer_test.py has these tables and inputs; the sums and means
  // were worked out by hand.
  it("sums and averages the rows of TensorFlow Recommenders' test", () => {
    const videos = [
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ];
    const users = [0, 2, 4, 6].map((value) => [value, value + 1]);
    const [first, second, both] = [videos[0], videos[1], [4, 6, 8, 10]];
    const sum = { combiner: "sum" } as const;
    const watched = embedded(videos, [[0], [0, 1], [0, 1], [1]], sum);
    expect(watched).toEqual([first, both, both, second].flat());
    const favorited = embedded(videos, [[0, 1], [1], [0], [0, 1]], sum);
    expect(favorited).toEqual([both, second, first, both].flat());
    const friends = embedded(users, [[3], [0, 1, 2], [3], [0, 1, 2]], { combiner: "mean" });
    expect(friends).toEqual([6, 7, 2, 3, 6, 7, 2, 3]);
  });

  it.each(["sum", "mean"] as const)("makes zeros of an empty bag, by %s", (combiner) => {
    expect(embedded([[1, 2]], [[], [0], []], { combiner })).toEqual([0, 0, 1, 2, 0, 0]);
  });

  it("counts a row as often as it comes", () => {
    const table = [[1], [4]];
    expect(embedded(table, [[0, 1, 0]], { combiner: "sum" })).toEqual([6]);
    expect(embedded(table, [[0, 1, 0]], { combiner: "mean" })).toEqual([2]);
  });

  it("weighs rows, and divides a mean by the sum of the weights", () => {
    const table = [[1], [4]];
    const lists = [[0, 1], [1]];
    const weights = [3, 1, 0.5];
    expect(embedded(table, lists, { combiner: "sum", weights })).toEqual([7, 2]);
    expect(embedded(table, lists, { combiner: "mean", weights })).toEqual([7 / 4, 4]);
    const zeros: Options = { combiner: "mean", weights: [0, 0, 2] };
    expect(embedded(table, lists, zeros)).toEqual([0, 4]);
  });

  it("adds in the order of the entries, rounding each time", () => {
    const tiny = 2 ** -24;
    const table = [[1], [tiny]];
    expect(embedded(table, [[0, 1, 1]], { combiner: "sum" })).toEqual([1]);
    expect(embedded(table, [[1, 1, 0]], { combiner: "sum" })).toEqual([1 + 2 * tiny]);
  });
});

describe("accumulateBags", () => {
  it("gives each entry its bag's gradient, a mean's by its share", () => {
    const gradients = [
      [10, 20],
      [1, 2],
    ];
    const lists = [
      [2, 0, 2],
      [0, 1],
    ];
    const sum = accumulated(gradients, lists, 3, { combiner: "sum" });
    expect(sum).toEqual([11, 22, 1, 2, 20, 40]);
    const mean = accumulated([[12], [4]], lists, 3, { combiner: "mean" });
    expectAllClose(mean, [4 + 2, 2, 8], { relative: 1e-6 });
    const weights = [1, 2, 1, 3, 5];
    const weighted = accumulated([[12], [4]], lists, 3, { combiner: "sum", weights });
    expect(weighted).toEqual([24 + 12, 20, 24]);
    const weightedMean = accumulated([[12], [4]], lists, 3, { combiner: "mean", weights });
    expectAllClose(weightedMean, [6 + 1.5, 2.5, 6], { relative: 1e-6 });
  });

  it("gives nothing to the entries of a mean whose weights are all 0", () => {
    expect(accumulated([[12]], [[0, 1]], 2, { combiner: "mean", weights: [0, 0] })).toEqual([0, 0]);
  });

  it("adds to what is there", () => {
    const out = Float32Array.of(1, 2);
    const { bags, entries } = bagsOf([[1]], 1, { combiner: "sum" });
    const gradients = Float32Array.of(5);
    accumulateBags({ ...bags, gradients, slots: entries, out }, new Scratch());
    expect([...out]).toEqual([1, 7]);
  });
});

describe("embeddingBags and accumulateBags", () => {
  const numRows = 6;
  const dim = 3;
  const generator = createGenerator(42, "bags");
  const randomRows = (count: number) =>
    Array.from({ length: count }, () =>
      Array.from({ length: dim }, () => Math.fround(generator.uniform() - 0.5)),
    );
  const table = randomRows(numRows);
  const allGradients = randomRows(8);
  const anyEntry = fc.record({
    row: fc.nat(numRows - 1),
    weight: fc.nat(12).map((quarters) => quarters / 4),
  });
  const anyLists = fc.array(fc.array(anyEntry, { maxLength: 5 }), { minLength: 1, maxLength: 8 });

  it("are the plain formula, and each other's transpose", () => {
    const anyCombiner = fc.constantFrom("sum" as const, "mean" as const);
    fc.assert(
      fc.property(anyLists, anyCombiner, fc.boolean(), (lists, combiner, isWeighted) => {
        const gradients = allGradients.slice(0, lists.length);
        const rows = lists.map((list) => list.map(({ row }) => row));
        const weights = lists.flat().map(({ weight }) => weight);
        const options = { combiner, ...(isWeighted && { weights }) };
        const expected = lists.flatMap((list) => {
          const total = list.reduce((sum, { weight }) => sum + (isWeighted ? weight : 1), 0);
          return Array.from({ length: dim }, (_, d) => {
            const sum = list.reduce(
              (held, { row, weight }) => held + (isWeighted ? weight : 1) * table[row][d],
              0,
            );
            return combiner === "sum" ? sum : total === 0 ? 0 : sum / total;
          });
        });
        const out = embedded(table, rows, options);
        expectAllClose(out, expected, { absolute: 1e-6 });
        const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0);
        const back = accumulated(gradients, rows, numRows, options);
        expect(dot(back, table.flat())).toBeCloseTo(dot(gradients.flat(), out), 4);
      }),
      { numRuns: 300 },
    );
  });
});
