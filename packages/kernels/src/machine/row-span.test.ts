import { describe, expect, it } from "vitest";
import { RowSpan } from "./row-span.js";

const touched = (rows: number[], dim = 2) => ({ rows: Int32Array.from(rows), dim });

describe("RowSpan", () => {
  it("reaches from the least row to the greatest, in whatever order they come", () => {
    const span = new RowSpan(touched([5, 3, 5, 4]));
    expect([span.count, span.values]).toEqual([3, 6]);
    const rows = new Int32Array(4);
    span.writeRows(rows);
    expect([...rows]).toEqual([2, 0, 2, 1]);
    const table = Float32Array.from({ length: 20 }, (_, i) => i);
    expect([...span.of(table)]).toEqual([6, 7, 8, 9, 10, 11]);
    span.of(table).fill(0);
    expect(table.filter((value) => value === 0).length).toBe(7);
  });

  it("is empty where no row is touched", () => {
    const span = new RowSpan(touched([]));
    expect([span.count, span.values, span.of(new Float32Array(4)).length]).toEqual([0, 0, 0]);
  });

  it("is worth entering where enough is touched, not too far apart", () => {
    const limits = { leastValues: 8, mostSpread: 3 };
    const isWorth = (rows: number[], dim = 2) =>
      RowSpan.ifWorthEntering(touched(rows, dim), limits) !== undefined;
    expect(isWorth([7, 0, 11, 3])).toBe(true);
    expect(isWorth([7, 0, 12, 3])).toBe(false);
    expect(isWorth([0, 1, 2])).toBe(false);
    expect(isWorth([0, 2], 1 << 20)).toBe(true);
    expect(isWorth([0, 2], 1 << 21)).toBe(false);
  });
});
