import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addToRows, columnSums } from "./bias.js";

const rowsOfWidth = fc
  .record({ rows: fc.integer({ min: 0, max: 9 }), width: fc.integer({ min: 1, max: 11 }) })
  .chain(({ rows, width }) => {
    const numbers = (length: number) =>
      fc
        .array(fc.float({ noNaN: true, min: -1e6, max: 1e6 }), {
          minLength: length,
          maxLength: length,
        })
        .map((values) => Float32Array.from(values));
    return fc.record({
      width: fc.constant(width),
      data: numbers(rows * width),
      bias: numbers(width),
    });
  });

describe("a bias", () => {
  it("is added to each row, rounded once", () => {
    fc.assert(
      fc.property(rowsOfWidth, ({ width, data, bias }) => {
        const expected = data.map((value, i) => value + bias[i % width]);
        addToRows(data, bias);
        expect(data).toEqual(expected);
      }),
    );
  });

  it("has the float64 sum of its column, row by row, as its gradient", () => {
    fc.assert(
      fc.property(rowsOfWidth, ({ width, data }) => {
        const sums = Array.from({ length: width }, (_, column) =>
          data.filter((_, i) => i % width === column).reduce((sum, value) => sum + value, 0),
        );
        expect(columnSums(data, width)).toEqual(Float32Array.from(sums));
      }),
    );
  });
});
