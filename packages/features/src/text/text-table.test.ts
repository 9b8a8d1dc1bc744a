import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextTable } from "./text-table.js";

const unitsOf = (text: string) =>
  Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
const units = (text: string) => {
  const all = new Uint16Array(text.length + 2).fill(7);
  for (let i = 0; i < text.length; i++) all[i + 1] = text.charCodeAt(i);
  return all;
};

describe("TextTable", () => {
  it("numbers texts as a map of strings does, and gives them back", () => {
    const short = fc.string({ unit: "binary-ascii", maxLength: 2 });
    const texts = fc.array(fc.oneof(short, fc.string({ unit: "binary" })), { maxLength: 500 });
    fc.assert(
      fc.property(texts, (all) => {
        const table = new TextTable();
        const expected = new Map<string, number>();
        for (const text of all) {
          const known = expected.get(text);
          expect(table.find(units(text), 1, text.length + 1)).toBe(known ?? -1);
          if (known === undefined) expected.set(text, expected.size);
          expect(table.intern(units(text), 1, text.length + 1)).toBe(expected.get(text));
        }
        expect(table.size).toBe(expected.size);
        expect([...expected.keys()].map((_, number) => table.textAt(number))).toEqual([
          ...expected.keys(),
        ]);
      }),
    );
  });

  it("holds very many texts and very long ones", () => {
    const table = new TextTable();
    for (let i = 0; i < 20_000; i++) {
      const text = unitsOf(String(i));
      expect(table.intern(text, 0, text.length)).toBe(i);
    }
    expect(table.textAt(19_999)).toBe("19999");
    const long = "long ".repeat(50_000);
    expect(table.textAt(table.intern(unitsOf(long), 0, long.length))).toBe(long);
  });
});
