import { createGenerator } from "@towerkit/core";
import { checkGradient, expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { testRuntime } from "../../test/expect-layer.js";
import { type Combiner, poolBags, type TableBags } from "./pooling.js";

const DIM = 3;
const TABLE_ROWS = 6;

/** The definition, in float64. */
function plainPool(table: Float64Array, bags: TableBags, combiner: Combiner): number[] {
  const { offsets, tableRows, weights } = bags;
  return Array.from({ length: offsets.length - 1 }, (_, bag) => {
    const entries = Array.from({ length: offsets[bag + 1] - offsets[bag] }, (_, i) => {
      const entry = offsets[bag] + i;
      const row = tableRows[entry] * DIM;
      return { weight: weights?.[entry] ?? 1, vector: table.subarray(row, row + DIM) };
    });
    const total = (of: (weight: number) => number) =>
      entries.reduce((sum, { weight }) => sum + of(weight), 0);
    const divisor = {
      sum: 1,
      mean: total((w) => w),
      sqrtn: Math.sqrt(total((w) => w * w)),
      max: 1,
    }[combiner];
    return Array.from({ length: DIM }, (_, d) => {
      if (entries.length === 0) return 0;
      if (combiner === "max") return Math.max(...entries.map(({ vector }) => vector[d]));
      return entries.reduce((sum, { weight, vector }) => sum + weight * vector[d], 0) / divisor;
    });
  }).flat();
}

const bags: TableBags = {
  offsets: Int32Array.of(0, 3, 3, 4, 8),
  tableRows: Int32Array.of(0, 2, 5, 4, 1, 1, 3, 0),
};
const weights = Float32Array.of(1, 0.5, 2, 3, 1, 0.25, 1, 4);

describe("poolBags", () => {
  it.each<[Combiner, Float32Array | undefined]>([
    ["mean", undefined],
    ["mean", weights],
    ["sum", undefined],
    ["sum", weights],
    ["sqrtn", undefined],
    ["sqrtn", weights],
    ["max", undefined],
  ])("computes the %s of each bag and its derivative", async (combiner, weights) => {
    const runtime = await testRuntime();
    const random = createGenerator(2, "test");
    const numbers = (length: number) =>
      Float32Array.from({ length }, () => 2 * random.uniform() - 1);
    const table = numbers(TABLE_ROWS * DIM);
    const weighed = { ...bags, weights };
    const { output, accumulate } = poolBags(weighed, { table, dim: DIM, combiner, runtime });
    const point = Float64Array.from(table);
    expectAllClose(output, plainPool(point, weighed, combiner), { ofLargest: 1e-6 });

    const coefficients = numbers(output.length);
    const gradient = new Float32Array(table.length);
    accumulate(coefficients.slice(), bags.tableRows, gradient);
    checkGradient({
      f: (moved) =>
        plainPool(moved, weighed, combiner).reduce((sum, v, i) => sum + v * coefficients[i], 0),
      point,
      gradient,
      tolerance: 2e-6,
    });
  });

  it("gives a maximum's gradient to the first of equal entries", async () => {
    const runtime = await testRuntime();
    const twice = { offsets: Int32Array.of(0, 2), tableRows: Int32Array.of(0, 1) };
    const { accumulate } = poolBags(twice, {
      table: Float32Array.of(-7, -7),
      dim: 1,
      combiner: "max",
      runtime,
    });
    const gradient = new Float32Array(2);
    accumulate(Float32Array.of(5), twice.tableRows, gradient);
    expect([...gradient]).toEqual([5, 0]);
  });
});
