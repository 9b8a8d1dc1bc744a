import { createGenerator } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { addWeightedRows } from "./weighted-rows.js";

const { fround } = Math;
const generator = createGenerator(42, "weighted rows");
const floats = (length: number) =>
  Float32Array.from({ length }, () => (generator.uniform() - 0.5) * 1e3);

describe("addWeightedRows", () => {
  it("adds, bit for bit, one float32 sum in the order of the rows, whatever the shape", () => {
    for (const dim of [1, 3, 4, 5, 8, 33]) {
      for (const numSums of [0, 1, 2, 5]) {
        for (const numRows of [0, 1, 6]) {
          const weights = floats(numSums * numRows);
          const rows = floats(numRows * dim);
          const sums = floats(numSums * dim);
          const expected = sums.map((held, at) => {
            const i = Math.floor(at / dim);
            let sum = 0;
            for (let k = 0; k < numRows; k++) {
              sum = fround(sum + fround(weights[i * numRows + k] * rows[k * dim + (at % dim)]));
            }
            return held + sum;
          });
          addWeightedRows({ weights, sumStride: numRows, rowStride: 1, rows, dim, sums });
          expect(sums).toEqual(expected);
        }
      }
    }
  });

  it("reads weights by columns as well as by rows", () => {
    const sums = new Float32Array(4);
    // Weights [[1, 2], [3, 4]], transposed by their strides.
    addWeightedRows({
      weights: Float32Array.of(1, 2, 3, 4),
      sumStride: 1,
      rowStride: 2,
      rows: Float32Array.of(10, 100, 20, 200),
      dim: 2,
      sums,
    });
    expect([...sums]).toEqual([10 + 3 * 20, 100 + 3 * 200, 2 * 10 + 4 * 20, 2 * 100 + 4 * 200]);
  });
});
