import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distinctInputs } from "./distinct-inputs.js";

const inputsOf = (rows: readonly (readonly number[])[], features: number) => ({
  rows: rows.length,
  features: Array.from({ length: features }, (_, f) => Int32Array.from(rows, (row) => row[f])),
});

describe("distinctInputs", () => {
  it("keeps the first of equal rows, in the order of first occurrence", () => {
    const rows = [
      [3, 1],
      [0, 0],
      [3, 1],
      [3, 2],
      [0, 0],
    ];
    const { distinct, slotOfRow } = distinctInputs(inputsOf(rows, 2));
    expect(distinct).toEqual({
      rows: 3,
      features: [Int32Array.of(3, 0, 3), Int32Array.of(1, 0, 2)],
    });
    expect(slotOfRow).toEqual(Int32Array.of(0, 1, 0, 2, 1));
  });

  it("agrees with comparing rows as text, for any rows and number of features", () => {
    const id = fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 2 ** 31 - 1 }));
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((features) =>
        fc.tuple(
          fc.constant(features),
          fc.array(fc.array(id, { minLength: features, maxLength: features }), { maxLength: 40 }),
        ),
      );
    fc.assert(
      fc.property(table, ([features, rows]) => {
        const texts = rows.map((row) => row.join());
        const order = [...new Set(texts)];
        const { distinct, slotOfRow } = distinctInputs(inputsOf(rows, features));
        expect([...slotOfRow]).toEqual(texts.map((text) => order.indexOf(text)));
        const columns = distinct.features as readonly Int32Array[];
        const kept = Array.from({ length: distinct.rows }, (_, row) =>
          columns.map((column) => column[row]).join(),
        );
        expect(kept).toEqual(order);
        expect(columns.every((column) => column.length === distinct.rows)).toBe(true);
      }),
    );
  });

  it("stays fast where ids lie far apart at regular distances", () => {
    const rows = 200_000;
    const ids = Int32Array.from({ length: rows }, (_, row) => (row % 100_000) * 16_384);
    const { distinct, slotOfRow } = distinctInputs({ rows, features: [ids] });
    expect(distinct.rows).toBe(100_000);
    expect(slotOfRow[150_000]).toBe(50_000);
  });

  it("gives no rows for no rows", () => {
    const { distinct, slotOfRow } = distinctInputs({ rows: 0, features: [new Int32Array(0)] });
    expect(distinct).toEqual({ rows: 0, features: [new Int32Array(0)] });
    expect(slotOfRow.length).toBe(0);
  });
});
