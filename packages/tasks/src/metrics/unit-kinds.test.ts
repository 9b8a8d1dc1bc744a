import fc from "fast-check";
import { expect, it } from "vitest";
import { unitKinds } from "./unit-kinds.js";

it("gives two units one kind where all of their values are equal, and no others", () => {
  const value = fc.constantFrom(0, 0.5, 1, -3);
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, value), { maxLength: 12 }), (units) => {
      const columns = [0, 1, 2].map((c) => Float64Array.from(units, (unit) => unit[c] as number));
      const { kindOf, firstOf } = unitKinds(units.length, columns);
      const texts = units.map((unit) => unit.join());
      for (const [a, text] of texts.entries()) {
        expect(firstOf[kindOf[a] as number]).toBe(texts.indexOf(text));
      }
      expect(firstOf).toHaveLength(new Set(texts).size);
    }),
  );
});
