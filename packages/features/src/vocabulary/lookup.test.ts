import { ConfigError, UnknownIdError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectSameInPieces } from "../../test/streamed-fit.js";
import { fittedEncoderFromJSON, integerLookup, stringLookup } from "../index.js";
import { compareUtf8 } from "./utf8-order.js";

const words = fc.constantFrom("", "a", "b", "c", "d", "é", "\uffff", "\u{1f600}", "[UNK]");
const column = ["b", "a", "b", "c", "", "c", "b", "d"];

describe("lookups: mask token", () => {
  it("gives the mask id 0, moves every other id on, and learns nothing of it", () => {
    const fitted = stringLookup({ maskToken: "" }).fit(column);
    expect(fitted.vocabulary()).toEqual(["b", "c", "d", "a"]);
    expect(fitted.tokens()).toEqual(["", "[UNK]", "b", "c", "d", "a"]);
    expect([...fitted.encode(["", "b", "a", "no"])]).toEqual([0, 2, 5, 1]);
    expect(fitted).toMatchObject({ size: 6, outOfVocabulary: { from: 1, count: 1 } });
    expect([fitted.knows(""), fitted.knows("b"), fitted.knows("no")]).toEqual([false, true, false]);
    expect(fitted.describe()).toBe(
      'stringLookup: 4 known values, ids 2 to 5; 0 for the mask token ""; 1 for any other',
    );
  });

  it("is refused in a given vocabulary, and of another type", () => {
    expect(() => stringLookup({ maskToken: "a", vocabulary: ["b", "a"] })).toThrow(
      /vocabulary\[1\] is the mask token "a"/,
    );
    expect(() => stringLookup({ maskToken: 0 as never })).toThrow(/maskToken is 0/);
    expect(() => integerLookup({ maskToken: 0.5 })).toThrow(/maskToken is 0.5/);
  });
});

describe("lookups: out-of-vocabulary ids", () => {
  it("gives unknown strings one of several ids by their hash, as Keras does", () => {
    // From string_lookup_oov3 of the golden values: Keras 3.15.1 on TensorFlow 2.21.0.
    const fitted = stringLookup({ oovTokens: 3 }).fit(["405", "655"]);
    expect([...fitted.encode(["x1", "x2", "x3", "nobody"])]).toEqual([1, 2, 0, 2]);
    expect([...fitted.encode(["405", "655"])].sort()).toEqual([3, 4]);
    expect(fitted.tokens()).toEqual(["[UNK]", "[UNK]", "[UNK]", "655", "405"]);
    const masked = stringLookup({ oovTokens: 3, maskToken: "" }).fit(["405"]);
    expect([...masked.encode(["x1", "x2", "x3", "", "405"])]).toEqual([2, 3, 1, 0, 4]);
    expect(masked.outOfVocabulary).toEqual({ from: 1, count: 3 });
    expect(masked.describe()).toBe(
      'stringLookup: 1 known value, id 4; 0 for the mask token ""; 1 to 3 for any other',
    );
  });

  it("gives unknown numbers one of several ids by their remainder from 0, as Keras does", () => {
    const fitted = integerLookup({ oovTokens: 3 }).fit([10]);
    expect([...fitted.encode([0, 1, 5, 9, -1, -3, 10])]).toEqual([0, 1, 2, 0, 2, 0, 3]);
  });

  it("refuses an unknown value where there is no id for it, naming its row", () => {
    const fitted = stringLookup({ oovTokens: 0 }).fit(["a", "b"]);
    expect([...fitted.encode(["a", "b"])].sort()).toEqual([0, 1]);
    expect(fitted.size).toBe(2);
    expect(() => fitted.encode(["a", "c"], 'column "t"')).toThrow(UnknownIdError);
    expect(() => fitted.encode(["a", "c"], 'column "t"')).toThrow(
      /row 1 \(counted from 0\) of column "t" is "c"/,
    );
    expect(() => fitted.encodeOne("c")).toThrow(UnknownIdError);
    expect(() => fitted.encodeOne(1 as never)).toThrow(ConfigError);
    expect(fitted.describe()).toBe("stringLookup: 2 known values, ids 0 to 1; no other is allowed");
  });

  it.each([-1, 0.5, Number.NaN, "2"])("refuses %s of them", (oovTokens) => {
    expect(() => stringLookup({ oovTokens: oovTokens as number })).toThrow(/oovTokens/);
  });
});

describe("lookups: the size of the vocabulary", () => {
  it("keeps the most frequent values where maxTokens counts every id", () => {
    const maxed = (maxTokens: number, rest = {}) =>
      stringLookup({ maxTokens, ...rest })
        .fit(column)
        .tokens();
    expect(maxed(3)).toEqual(["[UNK]", "b", "c"]);
    expect(maxed(4, { maskToken: "", oovTokens: 2 })).toEqual(["", "[UNK]", "[UNK]", "b"]);
    expect(maxed(3, { order: "bytes" })).toEqual(["[UNK]", "b", "c"]);
    expect(maxed(4, { order: "bytes" })).toEqual(["[UNK]", "b", "c", "d"]);
    expect(maxed(99)).toEqual(["[UNK]", "b", "c", "d", "a", ""]);
  });

  it("keeps the values that stand often enough", () => {
    expect(stringLookup({ minFrequency: 2 }).fit(column).vocabulary()).toEqual(["b", "c"]);
    expect(stringLookup({ minFrequency: 4 }).fit(column).size).toBe(1);
    const both = stringLookup({ minFrequency: 2, maxTokens: 2 }).fit(column);
    expect(both.vocabulary()).toEqual(["b"]);
  });

  it("refuses sizes without room for a value, and beside a given vocabulary", () => {
    expect(() => stringLookup({ maxTokens: 1 })).toThrow(/maxTokens.*at least 2, got 1/);
    expect(() => stringLookup({ maxTokens: 3, oovTokens: 2, maskToken: "" })).toThrow(ConfigError);
    expect(() => stringLookup({ minFrequency: 0 })).toThrow(/minFrequency.*at least 1/);
    for (const option of [{ maxTokens: 5 }, { minFrequency: 2 }, { order: "count" as const }]) {
      expect(() => stringLookup({ vocabulary: ["a"], ...option })).toThrow(
        new RegExp(`either ${Object.keys(option)[0]} or vocabulary`),
      );
    }
  });
});

describe("lookups: properties", () => {
  const options = fc.record(
    {
      maskToken: fc.constantFrom("", "a"),
      oovTokens: fc.integer({ min: 0, max: 3 }),
      maxTokens: fc.integer({ min: 5, max: 9 }),
      minFrequency: fc.integer({ min: 1, max: 3 }),
      order: fc.constantFrom("count" as const, "bytes" as const),
    },
    { requiredKeys: [] },
  );

  it("chooses and orders as a plain count does", () => {
    fc.assert(
      fc.property(fc.array(words), options, (values, chosen) => {
        const { maskToken, oovTokens = 1, maxTokens = 99, minFrequency = 1, order } = chosen;
        const room = maxTokens - oovTokens - (maskToken === undefined ? 0 : 1);
        const count = (word: string) => values.filter((value) => value === word).length;
        const expected = [...new Set(values)]
          .filter((word) => word !== maskToken && count(word) >= minFrequency)
          .sort((a, b) => count(b) - count(a) || compareUtf8(b, a))
          .slice(0, room);
        if (order === "bytes") expected.sort(compareUtf8);
        const fitted = stringLookup(chosen).fit(values);
        expect(fitted.vocabulary()).toEqual(expected);
        const { from, count: unknown } = fitted.outOfVocabulary;
        for (const word of values) {
          const place = expected.indexOf(word);
          expect(fitted.knows(word)).toBe(place >= 0);
          if (place >= 0) expect(fitted.encodeOne(word)).toBe(from + unknown + place);
          else if (word === maskToken) expect(fitted.encodeOne(word)).toBe(0);
          else if (unknown === 0) expect(() => fitted.encodeOne(word)).toThrow(UnknownIdError);
          else expect(fitted.encodeOne(word) - from).toBeOneOf([...Array(unknown).keys()]);
        }
      }),
    );
  });

  it("learns the same in pieces, and comes back from JSON the same", () => {
    for (const chosen of fc.sample(options, { numRuns: 10, seed: 5 })) {
      const encoder = stringLookup({ ...chosen, oovTokens: chosen.oovTokens || 2 });
      expectSameInPieces(encoder, words);
      const fitted = encoder.fit(column);
      const again = fittedEncoderFromJSON(JSON.parse(JSON.stringify(fitted)));
      expect(again.encode([...column, "new"])).toEqual(fitted.encode([...column, "new"]));
      expect(again.describe()).toBe(fitted.describe());
      expect(again.toJSON()).toEqual(fitted.toJSON());
    }
    expectSameInPieces(integerLookup(), fc.oneof(fc.integer({ min: -3, max: 3 }), fc.boolean()));
  });

  it("counts rows on over the pieces, and needs none for a given vocabulary", () => {
    const fitting = stringLookup().fitting('column "t"');
    fitting.add(["a", "b"]);
    expect(() => fitting.add(["c", 1 as never])).toThrow(/row 3 \(counted from 0\) of column "t"/);
    const given = stringLookup({ vocabulary: ["x"] }).fitting();
    expect(given.finish().vocabulary()).toEqual(["x"]);
  });

  it("tells its settings as JSON, which is what tells encoders of shared tables apart", () => {
    expect(stringLookup().toJSON()).toEqual({ kind: "stringLookup", order: "count" });
    const all = {
      maskToken: "",
      oovTokens: 2,
      maxTokens: 9,
      minFrequency: 3,
      order: "bytes" as const,
    };
    expect(stringLookup(all).toJSON()).toEqual({ kind: "stringLookup", ...all });
    expect(integerLookup({ vocabulary: [3, true] }).toJSON()).toEqual({
      kind: "integerLookup",
      vocabulary: [3, 1],
    });
  });
});
