import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RowNumbering } from "./row-numbering.js";

describe("RowNumbering", () => {
  it("numbers rows by first occurrence across all lists, whatever earlier calls left behind", () => {
    const rows = fc.array(fc.nat({ max: 9 }), { maxLength: 12 });
    const calls = fc.array(fc.array(rows, { minLength: 1, maxLength: 3 }), { maxLength: 6 });
    fc.assert(
      fc.property(calls, (callsOfLists) => {
        const numbering = new RowNumbering(10);
        for (const lists of callsOfLists) {
          const { distinct, slots } = numbering.number(lists.map((list) => Int32Array.from(list)));
          const order = [...new Set(lists.flat())];
          expect([...distinct]).toEqual(order);
          expect(slots.map((list) => [...list])).toEqual(
            lists.map((list) => list.map((row) => order.indexOf(row))),
          );
        }
      }),
    );
  });
});
