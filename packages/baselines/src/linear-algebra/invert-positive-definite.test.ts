import { createGenerator, NumericError } from "@towerkit/core";
import { createRuntime, type Runtime } from "@towerkit/kernels";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { identity, solvePlainly } from "../../test/solve-plainly.js";
import { invertPositiveDefinite } from "./invert-positive-definite.js";

/** A matrix such as EASE has: counts of shared users, and `onDiagonal` on top. */
function regularizedCounts(size: number, onDiagonal: number): number[][] {
  const generator = createGenerator(size, "counts");
  const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (let user = 0; user < 2 * size; user++) {
    const items = Array.from({ length: 8 }, () => Math.floor(size * generator.uniform() ** 2));
    for (const a of new Set(items)) for (const b of new Set(items)) matrix[a][b]++;
  }
  for (let i = 0; i < size; i++) matrix[i][i] += onDiagonal;
  return matrix;
}

/** The matrix with its upper half spoilt, which is not to be read. */
function lowerHalf(matrix: readonly number[][]): Float64Array {
  return Float64Array.from(matrix.flatMap((row, r) => row.map((v, c) => (c > r ? Number.NaN : v))));
}

describe("invertPositiveDefinite", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await createRuntime({ threads: 1 });
  });
  afterAll(() => runtime.close());

  it("inverts what can be inverted by hand", () => {
    const values = Float64Array.of(3, 0, 1, 2);
    invertPositiveDefinite(values, 2, runtime);
    for (const [at, expected] of [
      [0, 2 / 5],
      [2, -1 / 5],
      [3, 3 / 5],
    ]) {
      expect(values[at]).toBeCloseTo(expected, 7);
    }
  });

  it.each([1, 2, 5, 127, 128, 129, 260])(
    "gives what plain float64 elimination gives, to 3e-6 of its largest value, for size %i",
    (size) => {
      const matrix = regularizedCounts(size, 20);
      const values = lowerHalf(matrix);
      invertPositiveDefinite(values, size, runtime);
      const expected = solvePlainly(matrix, identity(size));
      const largest = Math.max(...expected.map((row, i) => Math.abs(row[i])));
      let worst = 0;
      for (let r = 0; r < size; r++) {
        for (let c = 0; c <= r; c++) {
          worst = Math.max(worst, Math.abs(values[r * size + c] - expected[r][c]));
        }
      }
      expect(worst / largest).toBeLessThan(3e-6);
    },
  );

  it("gives the same bits on any number of threads", async () => {
    const matrix = regularizedCounts(300, 5);
    const alone = lowerHalf(matrix);
    invertPositiveDefinite(alone, 300, runtime);
    const threads = await createRuntime({ threads: 2 });
    const together = lowerHalf(matrix);
    invertPositiveDefinite(together, 300, threads);
    await threads.close();
    expect(together).toEqual(alone);
  });

  it("has nothing to do for no rows, and refuses a matrix that is not positive definite", () => {
    expect(() => invertPositiveDefinite(new Float64Array(0), 0, runtime)).not.toThrow();
    const singular = regularizedCounts(200, 0).map((row) => row.map(() => 1));
    expect(() => invertPositiveDefinite(lowerHalf(singular), 200, runtime)).toThrow(NumericError);
  });
});
