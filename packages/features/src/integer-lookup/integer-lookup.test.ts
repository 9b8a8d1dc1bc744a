import { ConfigError, NumericError } from "@towerkit/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import { type EmbeddingFeature, fittedEncoderFromJSON, integerLookup } from "../index.js";

describe("integerLookup", () => {
  it("orders by falling count, equal counts by falling value, as Keras does", () => {
    const fitted = integerLookup().fit([3, -2, 5, 3, 10, 5, 0]);
    expect(fitted.vocabulary()).toEqual([5, 3, 10, 0, -2]);
    expect(fitted.tokens()).toEqual([-1, 5, 3, 10, 0, -2]);
    expect([...fitted.encode(Int32Array.of(5, 3, -2, 77))]).toEqual([1, 2, 5, 0]);
  });

  it("orders by size where bytes are asked for", () => {
    const fitted = integerLookup({ order: "bytes" }).fit([10, 9, -1, 10]);
    expect(fitted.vocabulary()).toEqual([-1, 9, 10]);
  });

  it("takes true for 1 and false for 0, in fitting, encoding, masks and given vocabularies", () => {
    const fitted = integerLookup().fit([true, false, true]);
    expect(fitted.vocabulary()).toEqual([1, 0]);
    expect([...fitted.encode([false, true, 1, 0, -0])]).toEqual([2, 1, 1, 2, 2]);
    expect(fitted.encodeOne(true)).toBe(1);
    expect(fitted.knows(false)).toBe(true);
    const given = integerLookup({ vocabulary: [true], maskToken: false }).fit([]);
    expect([...given.encode([0, 1, false, true, 2])]).toEqual([0, 2, 0, 2, 1]);
    expect(() => integerLookup({ vocabulary: [true, 1] })).toThrow(/vocabulary\[1\] are both 1/);
  });

  it("treats -1 as a value like any other, and -0 as 0", () => {
    const fitted = integerLookup().fit([-1, -0, -0]);
    expect(fitted.vocabulary()).toEqual([0, -1]);
    expect([...fitted.encode([-1, 0, 7])]).toEqual([2, 1, 0]);
  });

  it("comes back from JSON", () => {
    const fitted = integerLookup({ maskToken: 0, oovTokens: 2 }).fit([4, 4, 9, 0]);
    expect(fitted.toJSON()).toEqual({
      kind: "integerLookup",
      maskToken: 0,
      oovTokens: 2,
      vocabulary: [4, 9],
    });
    const again = fittedEncoderFromJSON(JSON.parse(JSON.stringify(fitted)));
    expect(again.encode([4, 9, 0, 7, 8])).toEqual(fitted.encode([4, 9, 0, 7, 8]));
    expect(() => fittedEncoderFromJSON({ kind: "integerLookup", vocabulary: ["4"] })).toThrow(
      /vocabulary\[0\] is "4"/,
    );
  });

  it("refuses numbers that are not whole and finite, and other types, naming the row", () => {
    const fitted = integerLookup().fit([1]);
    for (const wrong of [1.5, 2 ** 53, "1", null, undefined, 1n, new Date(0)]) {
      expect(() => integerLookup().fit([1, wrong as number])).toThrow(ConfigError);
      expect(() => fitted.encode([1, wrong as number])).toThrow(/row 1/);
      expect(() => fitted.encodeOne(wrong as number)).toThrow(ConfigError);
    }
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => integerLookup().fit([1, wrong], 'column "age"')).toThrow(NumericError);
      expect(() => fitted.encode([1, wrong], 'column "age"')).toThrow(/row 1 .* of column "age"/);
    }
  });

  it("is typed by numbers and booleans", () => {
    const feature = integerLookup().embedding(8, { column: "age" });
    expectTypeOf(feature).toExtend<EmbeddingFeature<number | boolean>>();
    expectTypeOf(feature.column).toEqualTypeOf<"age">();
    expect(feature).toMatchObject({ kind: "embedding", dim: 8, column: "age" });
  });
});
