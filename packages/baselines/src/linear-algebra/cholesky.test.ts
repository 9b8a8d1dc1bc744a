import { createGenerator, NumericError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePlainly } from "../../test/solve-plainly.js";
import { factorUpper, solveBackward, solveForward } from "./cholesky.js";

/** A positive definite matrix. */
function positiveDefinite(size: number, seed: number): number[][] {
  const generator = createGenerator(seed, "cholesky");
  const factor = Array.from({ length: size }, () =>
    Array.from({ length: size }, () => generator.uniform() - 0.5),
  );
  return factor.map((a, i) =>
    factor.map((b, j) => a.reduce((sum, x, k) => sum + x * b[k], i === j ? 1 : 0)),
  );
}

describe("factorUpper", () => {
  it("gives the factor that is worked out by hand", () => {
    // [[4, 2, −2], [2, 10, 2], [−2, 2, 6]] = Uᵀ · U with U = [[2, 1, −1], [0, 3, 1], [0, 0, 2]]
    const values = Float64Array.of(4, 2, -2, 7, 10, 2, 7, 7, 6);
    factorUpper(values, 3);
    expect([0, 1, 2, 4, 5, 8].map((i) => values[i])).toEqual([2, 1, -1, 3, 1, 2]);
  });

  it("solves what plain elimination solves, for any size, without reading the lower half", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 23 }), fc.nat(1000), (size, seed) => {
        const matrix = positiveDefinite(size, seed);
        const upper = Float64Array.from(
          matrix.flatMap((row, r) => row.map((value, c) => (c < r ? 1e9 : value))),
        );
        const right = matrix.map((row) => [row[0] * 2 - 1]);
        const solution = Float64Array.from(right, ([value]) => value);
        factorUpper(upper, size);
        solveForward(upper, size, solution);
        solveBackward(upper, size, solution);
        for (const [i, [expected]] of solvePlainly(matrix, right).entries()) {
          expect(solution[i]).toBeCloseTo(expected, 10);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("refuses a matrix that is not positive definite", () => {
    for (const values of [
      [0, 0, 0, 0],
      [1, 2, 0, 1],
      [Number.NaN, 0, 0, 1],
    ]) {
      expect(() => factorUpper(Float64Array.from(values), 2)).toThrow(NumericError);
    }
  });
});
