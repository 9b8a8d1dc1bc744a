import { createGenerator } from "@towerkit/core";
import { createRuntime, type Runtime } from "@towerkit/kernels";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { solvePlainly } from "../../test/solve-plainly.js";
import { Solver } from "./solver.js";

const settings = {
  dim: 3,
  epochs: 1,
  unobservedWeight: 0.2,
  regularization: 0.05,
  regularizationExponent: 1,
  seed: 1,
};

/** The normal equations of the paper, in plain float64. */
function plainSolution(
  partners: readonly number[],
  fixed: readonly number[][],
  { dim, unobservedWeight, regularization, regularizationExponent }: typeof settings,
): number[] {
  const own = partners.map((partner) => fixed[partner]);
  const part = partners.length + unobservedWeight * fixed.length;
  const matrix = Array.from({ length: dim }, (_, a) =>
    Array.from({ length: dim }, (_, b) => {
      const all = fixed.reduce((sum, v) => sum + v[a] * v[b], 0);
      const seen = own.reduce((sum, v) => sum + v[a] * v[b], 0);
      const ridge = a === b ? regularization * part ** regularizationExponent : 0;
      return seen + unobservedWeight * all + ridge;
    }),
  );
  const right = Array.from({ length: dim }, (_, a) => [own.reduce((sum, v) => sum + v[a], 0)]);
  return solvePlainly(matrix, right).flat();
}

describe("Solver", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await createRuntime({ threads: 1 });
  });
  afterAll(() => runtime.close());

  it("solves what is worked out by hand", () => {
    // One value, fixed 2 and 1, the first a partner: (4 + 0.5 · 5 + 0.25 · (1 + 0.5 · 2)) · x = 2
    const one = { ...settings, dim: 1, unobservedWeight: 0.5, regularization: 0.25 };
    const to = new Float32Array(1);
    const partners = { offsets: Int32Array.of(0, 1), values: Int32Array.of(0) };
    new Solver(one, runtime).solve({ partners, from: Float32Array.of(2, 1), to });
    expect(to[0]).toBe(Math.fround(2 / 7));
  });

  it("solves the normal equations as plain float64 does, within 1e-4 of the vector's length", () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.record({
          dim: fc.integer({ min: 1, max: 20 }),
          numFixed: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(600)),
          numPartners: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(300)),
          unobservedWeight: fc.constantFrom(0.01, 0.3, 1),
          regularization: fc.constantFrom(0.01, 0.5),
          regularizationExponent: fc.constantFrom(0, 0.5, 1),
        }),
        (seed, { numFixed, numPartners, ...chosen }) => {
          const generator = createGenerator(seed, "solver");
          const asked = { ...settings, ...chosen };
          const from = Float32Array.from(
            { length: numFixed * asked.dim },
            () => generator.uniform() - 0.3,
          );
          const fixed = Array.from({ length: numFixed }, (_, i) => [
            ...from.subarray(i * asked.dim, (i + 1) * asked.dim),
          ]);
          const places = generator.shuffle(Array.from({ length: numFixed }, (_, i) => i));
          const lists = [places.slice(0, numPartners), [], places.slice(0, 1)];
          const offsets = Int32Array.of(0, lists[0].length, lists[0].length, lists[0].length + 1);
          const to = new Float32Array(3 * asked.dim).fill(7);
          const partners = { offsets, values: Int32Array.from(lists.flat()) };
          new Solver(asked, runtime).solve({ partners, from, to });
          for (const [row, own] of lists.entries()) {
            const expected = plainSolution(own, fixed, asked);
            const length = Math.hypot(...expected);
            for (const [d, value] of expected.entries()) {
              expect(Math.abs(to[row * asked.dim + d] - value)).toBeLessThanOrEqual(1e-4 * length);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
