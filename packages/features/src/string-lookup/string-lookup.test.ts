import { ConfigError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringLookup } from "./string-lookup.js";

/** Strings that JavaScript objects and orders trip over, often the same one. */
const anyString = fc.oneof(
  fc.constantFrom("", "__proto__", "constructor", "toString", "[UNK]", "1", "01"),
  fc.string({ unit: "binary", maxLength: 3 }),
);

const bytes = (text: string) => Buffer.from(text, "utf8");

describe("stringLookup: fitting", () => {
  it("puts the most frequent value first and equal counts by falling bytes, as Keras 3.15.1 does", () => {
    // tfrs_cases.json, preprocessing/string-lookup-adapt; Keras lists its [UNK] too, which is id 0.
    const fitted = stringLookup().fit(["b", "a", "b", "c", "a", "b"]);
    expect(fitted.vocabulary()).toEqual(["b", "a", "c"]);
    expect(stringLookup().fit(["x", "z", "y"]).vocabulary()).toEqual(["z", "y", "x"]);
  });

  it("agrees with a plain count and sort of UTF-8 bytes on any column", () => {
    fc.assert(
      fc.property(fc.array(anyString, { maxLength: 30 }), (column) => {
        const distinct = [...new Set(column)].sort((a, b) => Buffer.compare(bytes(a), bytes(b)));
        const count = (value: string) => column.filter((other) => other === value).length;
        const byCount = [...distinct].reverse().sort((a, b) => count(b) - count(a));
        expect(stringLookup().fit(column).vocabulary()).toEqual(byCount);
        expect(stringLookup({ order: "bytes" }).fit(column).vocabulary()).toEqual(distinct);
      }),
    );
  });

  it("sorts by bytes for order bytes: digits as text, upper case first, accents last", () => {
    const fitted = stringLookup({ order: "bytes" }).fit(["é", "b", "10", "B", "9", "b"]);
    expect(fitted.vocabulary()).toEqual(["10", "9", "B", "b", "é"]);
  });

  it("takes a given vocabulary as it stands and learns nothing from the column", () => {
    const vocabulary = ["z", "a"];
    const lookup = stringLookup({ vocabulary });
    vocabulary.push("late");
    const fitted = lookup.fit(["a", "a", "b"]);
    expect(fitted.vocabulary()).toEqual(["z", "a"]);
    expect([...fitted.encode(["a", "b", "z", "late"])]).toEqual([2, 0, 1, 0]);
  });

  it("knows nothing after an empty column, and encodes everything as unknown", () => {
    const fitted = stringLookup().fit([]);
    expect(fitted.size).toBe(1);
    expect([...fitted.encode(["a", ""])]).toEqual([0, 0]);
  });

  it("leaves an encoder as it was, so that it can be fitted again on something else", () => {
    const lookup = stringLookup();
    const first = lookup.fit(["a"]);
    expect(lookup.fit(["b"]).vocabulary()).toEqual(["b"]);
    expect(first.vocabulary()).toEqual(["a"]);
  });
});

describe("stringLookup: encoding", () => {
  it("gives id i + 1 to the value at index i of the vocabulary, and 0 to every other", () => {
    fc.assert(
      fc.property(fc.array(anyString), fc.array(anyString), (column, others) => {
        const fitted = stringLookup().fit(column);
        const vocabulary = fitted.vocabulary();
        const values = [...column, ...others];
        expect([...fitted.encode(values)]).toEqual(values.map((v) => vocabulary.indexOf(v) + 1));
        for (const value of values) {
          expect(fitted.encodeOne(value)).toBe(vocabulary.indexOf(value) + 1);
          expect(fitted.knows(value)).toBe(vocabulary.includes(value));
        }
      }),
    );
  });

  it("treats the empty string and [UNK] as values like any other", () => {
    const fitted = stringLookup({ order: "bytes" }).fit(["[UNK]", "", "a"]);
    expect([...fitted.encode(["", "[UNK]", "a"])]).toEqual([1, 2, 3]);
    expect(fitted.knows("")).toBe(true);
  });

  it("holds nothing that objects inherit", () => {
    const fitted = stringLookup().fit(["a"]);
    expect([...fitted.encode(["__proto__", "toString"])]).toEqual([0, 0]);
    expect(fitted.knows("constructor")).toBe(false);
  });

  it("describes itself in one line", () => {
    expect(stringLookup().fit(["a", "b", "a"]).describe()).toBe(
      "stringLookup: 2 known values, ids 1 to 2; 0 for any other",
    );
    expect(stringLookup().fit([]).describe()).toBe("stringLookup: no known value; 0 for any other");
  });
});

describe("stringLookup: bad input", () => {
  const wrong = (values: readonly unknown[]) => values as readonly string[];

  it("names the column and the row of a value that is no string, and says what to do", () => {
    const withNumber = wrong(["a", "b", 7]);
    const number =
      'stringLookup: row 2 (counted from 0) of column "user_id" is 7, and every value must be a string. ' +
      "Turn the column's numbers into strings, with String(value).";
    expect(() => stringLookup().fit(withNumber, 'column "user_id"')).toThrow(
      new ConfigError(number),
    );
    const fitted = stringLookup().fit(["a", "b"]);
    expect(() => fitted.encode(withNumber, 'column "user_id"')).toThrow(new ConfigError(number));
    const gap =
      "stringLookup: row 1 (counted from 0) of the column is null, and every value must be a string. " +
      "Fill the gap with a string of your own, or leave the row out.";
    expect(() => stringLookup().fit(wrong(["a", null]))).toThrow(new ConfigError(gap));
    expect(() => fitted.encode(wrong(["a", null]))).toThrow(new ConfigError(gap));
  });

  it.each([undefined, Number.NaN, 3n, true, ["a"], {}])(
    "refuses %s wherever it stands",
    (value) => {
      const fitted = stringLookup().fit(["a"]);
      expect(() => stringLookup().fit(wrong([value]))).toThrow(ConfigError);
      expect(() => stringLookup({ order: "bytes" }).fit(wrong([value]))).toThrow(ConfigError);
      expect(() => fitted.encode(wrong(["a", value]))).toThrow(ConfigError);
      expect(() => fitted.encodeOne(value as string)).toThrow(ConfigError);
      expect(() => stringLookup({ vocabulary: wrong([value]) })).toThrow(ConfigError);
    },
  );

  it("refuses a vocabulary that repeats a value, naming both places", () => {
    expect(() => stringLookup({ vocabulary: ["a", "b", "a"] })).toThrow(
      new ConfigError(
        'stringLookup: vocabulary[0] and vocabulary[2] are both "a"; each value may stand once.',
      ),
    );
    expect(() => stringLookup({ vocabulary: "abc" as never })).toThrow(/must be an array/);
  });

  it("refuses an unknown order, and an order beside a vocabulary", () => {
    expect(() => stringLookup({ order: "size" as "bytes" })).toThrow(
      /"count", "bytes", got "size"/,
    );
    expect(() => stringLookup({ order: "bytes", vocabulary: ["a"] })).toThrow(/either order or/);
  });
});
