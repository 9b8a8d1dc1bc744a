import { createGenerator } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { scores } from "./plain.js";

const { fround } = Math;

function inOrder(query: Float32Array, candidate: Float32Array): number {
  let sum = 0;
  for (const [d, value] of query.entries()) sum = fround(sum + fround(value * candidate[d]));
  return sum;
}

describe("scores", () => {
  it("is, bit for bit, one float32 sum in the order of the dimension, whatever the shape", () => {
    const generator = createGenerator(42, "scores");
    for (const dim of [1, 3, 5, 7, 33]) {
      for (const numQueries of [0, 1, 2, 5]) {
        for (const numCandidates of [0, 1, 3, 4, 9, 16]) {
          const floats = (length: number) =>
            Float32Array.from({ length }, () => (generator.uniform() - 0.5) * 1e3);
          const queries = floats(numQueries * dim);
          const candidates = floats(numCandidates * dim);
          const out = new Float32Array(numQueries * numCandidates).fill(Number.NaN);
          scores({ queries, candidates, dim, out });
          const expected = out.map((_, i) => {
            const q = Math.floor(i / numCandidates) * dim;
            const c = (i % numCandidates) * dim;
            return inOrder(queries.slice(q, q + dim), candidates.slice(c, c + dim));
          });
          expect(out).toEqual(expected);
        }
      }
    }
  });

  it("rounds a product before it is added", () => {
    // The product is 1 + 2⁻¹¹ + 2⁻²⁴, of which float32 keeps 1 + 2⁻¹¹; a fused step would leave 2⁻²⁴.
    const x = 1 + 2 ** -12;
    const out = new Float32Array(1);
    scores({
      queries: Float32Array.of(-1, x),
      candidates: Float32Array.of(1 + 2 ** -11, x),
      dim: 2,
      out,
    });
    expect(out[0]).toBe(0);
  });
});
