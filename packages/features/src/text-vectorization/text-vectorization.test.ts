import { ConfigError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { expectSameInPieces } from "../../test/streamed-fit.js";
import type { Bags } from "../encoder.js";
import type { EmbeddingFeature } from "../feature-spec.js";
import { fittedEncoderFromJSON } from "../from-json.js";
import { compareUtf8 } from "../vocabulary/utf8-order.js";
import type { TextVectorizationOptions } from "./settings.js";
import { textVectorization } from "./text-vectorization.js";

const rowsOf = ({ offsets, values }: Bags): number[][] =>
  Array.from({ length: offsets.length - 1 }, (_, row) =>
    Array.from(values.subarray(offsets[row], offsets[row + 1])),
  );
const weightsOf = ({ offsets, weights = new Float32Array() }: Bags): number[][] =>
  Array.from({ length: offsets.length - 1 }, (_, row) =>
    Array.from(weights.subarray(offsets[row], offsets[row + 1])),
  );

const TITLES = ["Heat (1995)", "Fargo (1996)", "Seven (1995)"];

describe("textVectorization", () => {
  it("gives words ids from 2: falling count, ties by falling bytes; 1 for any other", () => {
    const fitted = textVectorization().fit(TITLES);
    expect(fitted.vocabulary()).toEqual(["1995", "seven", "heat", "fargo", "1996"]);
    expect(fitted.tokens()).toEqual(["", "[UNK]", "1995", "seven", "heat", "fargo", "1996"]);
    expect([fitted.size, fitted.outOfVocabulary]).toEqual([7, { from: 1, count: 1 }]);
    expect(rowsOf(fitted.encode(["The Heat, 1995", "", "FARGO"]))).toEqual([[1, 4, 2], [], [5]]);
    expect(fitted.encode([])).toEqual({ offsets: Int32Array.of(0), values: new Int32Array() });
    expect(fitted.encodeOne("heat heat")).toEqual({ values: Int32Array.of(4, 4) });
    expect([fitted.knows("heat"), fitted.knows("Heat"), fitted.knows("")]).toEqual([
      true,
      false,
      false,
    ]);
    expect(fitted.describe()).toBe(
      "textVectorization (ids): 5 known tokens, ids 2 to 6; 0 for padding; 1 for any other",
    );
  });

  it("keeps the most frequent words where ids are limited, special ids counted", () => {
    expect(textVectorization({ maxTokens: 4 }).fit(TITLES).vocabulary()).toEqual(["1995", "seven"]);
    const counts = textVectorization({ maxTokens: 4, output: "count" }).fit(TITLES);
    expect(counts.vocabulary()).toEqual(["1995", "seven", "heat"]);
    expect(counts.size).toBe(4);
    expect(textVectorization({ maxTokens: 2 }).fit(TITLES).size).toBe(2);
  });

  it("takes all single words first and longer runs after them", () => {
    const bigrams = textVectorization({ ngrams: 2 }).fit(["a b a b"]);
    expect(bigrams.vocabulary()).toEqual(["b", "a b", "a", "b a"]);
    expect(rowsOf(bigrams.encode(["a b c", "a"]))).toEqual([[4, 2, 1, 3, 1], [4]]);
    const chosen = textVectorization({ ngrams: [3, 1] }).fit(["a b c d"]);
    expect(chosen.vocabulary()).toEqual(["d", "c", "b c d", "b", "a b c", "a"]);
    expect(rowsOf(chosen.encode(["a b c d", "a b"]))).toEqual([
      [6, 4, 7, 5, 3, 2],
      [7, 5],
    ]);
    const characters = textVectorization({ ngrams: 2, split: "character" }).fit(["ab"]);
    expect(characters.vocabulary()).toEqual(["b", "a b", "a"]);
  });

  it("cuts rows to the output length, and pads them where asked to", () => {
    const texts = ["a b c", "a", ""];
    const fit = (options: TextVectorizationOptions) =>
      rowsOf(
        textVectorization({ vocabulary: ["a", "b", "c"], ...options })
          .fit([])
          .encode(texts),
      );
    expect(fit({})).toEqual([[2, 3, 4], [2], []]);
    expect(fit({ outputLength: 2 })).toEqual([[2, 3], [2], []]);
    expect(fit({ outputLength: 2, padded: true })).toEqual([
      [2, 3],
      [2, 0],
      [0, 0],
    ]);
    expect(fit({ padded: true })).toEqual([
      [2, 3, 4],
      [2, 0, 0],
      [0, 0, 0],
    ]);
    expect(fit({ outputLength: 4, ngrams: 2 })).toEqual([[2, 3, 4, 1], [2], []]);
  });

  it("never learns the special tokens, and encodes a text without characters as padding", () => {
    const whole = textVectorization({ split: "none", standardize: "none" });
    const fitted = whole.fit(["[UNK]", "[UNK]", "", "", "b a"]);
    expect(fitted.vocabulary()).toEqual(["b a"]);
    expect(rowsOf(fitted.encode(["", "[UNK]", "b a"]))).toEqual([[0], [1], [2]]);
    const counts = textVectorization({ split: "none", standardize: "none", output: "count" });
    expect(rowsOf(counts.fit(["", "b a"]).encode(["", "b a", "x"]))).toEqual([[], [1], [0]]);
  });

  it("uses a vocabulary that is given, with or without Keras's special tokens before it", () => {
    const plain = textVectorization({ vocabulary: ["b", "a"] });
    expect(rowsOf(plain.fit(["c c"]).encode(["a b c"]))).toEqual([[3, 2, 1]]);
    const led = textVectorization({ vocabulary: ["", "[UNK]", "b", "a"] });
    expect(led.fit([]).vocabulary()).toEqual(["b", "a"]);
    const counts = textVectorization({ vocabulary: ["[UNK]", "b"], output: "count" });
    expect(counts.fit([]).vocabulary()).toEqual(["b"]);
  });
});

describe("textVectorization: outputs by id", () => {
  it("gives each id of a row once, rising: multiHot without weights, count with them", () => {
    const texts = ["b a b x", "", "y z"];
    const vocabulary = ["a", "b"];
    const hot = textVectorization({ vocabulary, output: "multiHot" }).fit([]);
    expect([hot.size, hot.outOfVocabulary, hot.output]).toEqual([3, { from: 0, count: 1 }, "ids"]);
    expect(hot.encode(texts)).toEqual({
      offsets: Int32Array.of(0, 3, 3, 4),
      values: Int32Array.of(0, 1, 2, 0),
    });
    expect(textVectorization({ vocabulary, output: "count" }).fit([]).encode(texts)).toEqual({
      offsets: Int32Array.of(0, 3, 3, 4),
      values: Int32Array.of(0, 1, 2, 0),
      weights: Float32Array.of(1, 1, 2, 2),
    });
  });

  it("weighs by log(1 + documents / (1 + documents with the word)), the unknown by their mean", () => {
    const fitted = textVectorization({ output: "tfIdf" }).fit(["a a b", "a", "", "b c"]);
    expect(fitted.vocabulary()).toEqual(["a", "b", "c"]);
    const [a, b, c] = [2, 2, 1].map((count) => Math.fround(Math.log(1 + 4 / (1 + count))));
    const unknown = Math.fround((a + b + c) / 3);
    const encoded = fitted.encode(["a c a", "x x b"]);
    expect(rowsOf(encoded)).toEqual([
      [1, 3],
      [0, 2],
    ]);
    expect(weightsOf(encoded)).toEqual([
      [2 * a, c],
      [2 * unknown, b],
    ]);
    expect(fitted.encodeOne("b")).toEqual({
      values: Int32Array.of(2),
      weights: Float32Array.of(b),
    });
  });

  it("learns document frequencies of given words, and leaves cut words out of the mean", () => {
    const given = textVectorization({ output: "tfIdf", vocabulary: ["z", "a"] });
    const fitted = given.fit(["a b", "a"]);
    const [z, a] = [0, 2].map((count) => Math.fround(Math.log(1 + 2 / (1 + count))));
    expect(weightsOf(fitted.encode(["a z"]))).toEqual([[z, a]]);
    const cut = textVectorization({ output: "tfIdf", maxTokens: 2 }).fit(["a b", "a"]);
    expect(weightsOf(cut.encode(["b", "a"]))).toEqual([[a], [a]]);
  });

  it("counts as a plain count does, however long the rows", () => {
    const words = fc.constantFrom("a", "b", "c", "d", "e", "x", "y");
    const texts = fc.array(fc.array(words, { maxLength: 100 }));
    const vocabulary = ["a", "b", "c", "d", "e"];
    const fitted = textVectorization({ vocabulary, output: "count" }).fit([]);
    fc.assert(
      fc.property(texts, (all) => {
        const encoded = fitted.encode(all.map((row) => row.join(" ")));
        const expected = all.map((row) => {
          const ids = row.map((word) => vocabulary.indexOf(word) + 1).sort((a, b) => a - b);
          return [...new Set(ids)].map((id) => [id, ids.filter((other) => other === id).length]);
        });
        expect(rowsOf(encoded)).toEqual(expected.map((row) => row.map(([id]) => id)));
        expect(weightsOf(encoded)).toEqual(expected.map((row) => row.map(([, count]) => count)));
      }),
    );
  });
});

const letters = fc.constantFrom("a", "B", "c", "é", "😀", " ", " ", "'", "1", "[UNK]");
const texts = fc.array(letters, { maxLength: 12 }).map((parts) => parts.join(""));
const SETTINGS: TextVectorizationOptions[] = [
  {},
  { standardize: "none", split: "character", ngrams: 2, maxTokens: 7 },
  { standardize: "lower", ngrams: [2, 1], outputLength: 3, padded: true },
  { standardize: "stripPunctuation", split: "none", padded: true },
  { output: "multiHot" },
  { output: "count", maxTokens: 3 },
  { output: "tfIdf", ngrams: 3 },
  { output: "tfIdf", vocabulary: ["a", "c"] },
];

describe("textVectorization, with any settings", () => {
  it.each(SETTINGS)("learns the same in pieces with %j", (options) => {
    expectSameInPieces(textVectorization(options), texts);
  });

  it.each(SETTINGS)("encodes the same after a round trip through JSON with %j", (options) => {
    fc.assert(
      fc.property(fc.array(texts), (values) => {
        const fitted = textVectorization(options).fit(values);
        const again = fittedEncoderFromJSON(JSON.parse(JSON.stringify(fitted)));
        expect(again.encode(values)).toEqual(fitted.encode(values));
        expect(JSON.stringify(again)).toBe(JSON.stringify(fitted));
        expect(again.describe()).toBe(fitted.describe());
      }),
    );
  });

  it("orders its vocabulary as a plain count and sort does", () => {
    fc.assert(
      fc.property(fc.array(texts), (values) => {
        const counts = new Map<string, number>();
        for (const word of values.join(" ").split(" ").filter(Boolean)) {
          counts.set(word, (counts.get(word) ?? 0) + 1);
        }
        const expected = [...counts]
          .filter(([word]) => word !== "[UNK]")
          .sort(([a, left], [b, right]) => right - left || compareUtf8(b, a));
        expect(textVectorization({ standardize: "none" }).fit(values).vocabulary()).toEqual(
          expected.map(([word]) => word),
        );
      }),
    );
  });

  it("writes its settings as JSON", () => {
    expect(textVectorization({ maxTokens: 5, outputLength: 3, padded: true }).toJSON()).toEqual({
      kind: "textVectorization",
      standardize: "lowerAndStripPunctuation",
      split: "whitespace",
      ngrams: [1],
      output: "ids",
      outputLength: 3,
      padded: true,
      maxTokens: 5,
    });
    expect(textVectorization({ vocabulary: ["a"] }).toJSON()["vocabulary"]).toEqual(["a"]);
  });

  it("makes a feature that says how the words of a row become one", () => {
    const encoder = textVectorization({ maxTokens: 10_000 });
    const feature = encoder.embedding(32, { column: "movie_title" });
    expect(feature.mean()).toStrictEqual({
      kind: "embedding",
      encoder,
      dim: 32,
      column: "movie_title",
      combiner: "mean",
    });
    expectTypeOf(feature).toExtend<EmbeddingFeature<string, "ids">>();
  });
});

describe("textVectorization: bad input", () => {
  it.each([
    { maxTokens: 1 },
    { maxTokens: 2.5 },
    { standardize: "upper" },
    { split: "comma" },
    { ngrams: 0 },
    { ngrams: [] },
    { ngrams: [1, 1] },
    { ngrams: [0.5] },
    { ngrams: 2, split: "none" },
    { output: "int" },
    { outputLength: 0 },
    { padded: "yes" },
    { output: "count", padded: true },
    { output: "multiHot", outputLength: 3 },
    { vocabulary: "abc" },
    { vocabulary: ["a", "a"] },
    { vocabulary: ["a", ""] },
    { vocabulary: [1] },
    { vocabulary: ["a", "b", "c"], maxTokens: 4 },
  ])("refuses the settings %j", (options) => {
    expect(() => textVectorization(options as never)).toThrow(ConfigError);
  });

  it.each([1, null, undefined, Number.NaN, 3n, true, ["a"], {}])(
    "names the row of %s, which is no string",
    (value) => {
      const fitted = textVectorization().fit(["a"]);
      const column = ["a", value] as string[];
      expect(() => textVectorization().fit(column, 'column "t"')).toThrow(ConfigError);
      expect(() => textVectorization().fit(column, 'column "t"')).toThrow(
        /row 1 .* of column "t" is .* every value must be a string/,
      );
      expect(() => fitted.encode(column)).toThrow(ConfigError);
      expect(() => fitted.encodeOne(value as string)).toThrow(ConfigError);
    },
  );

  it("counts rows from the first piece's first", () => {
    const fitting = textVectorization().fitting();
    fitting.add(["a", "b"]);
    expect(() => fitting.add(["c", 1 as never])).toThrow(/row 3 /);
  });

  const JSONS = JSON.parse(
    JSON.stringify(textVectorization({ output: "tfIdf" }).fit(["a b"])),
  ) as Record<string, unknown>;

  it.each([
    { vocabulary: undefined },
    { vocabulary: ["a", "a"] },
    { split: "comma" },
    { ngrams: "2" },
    { output: 1 },
    { documents: -1 },
    { documents: undefined },
    { documentCounts: [1] },
    { documentCounts: [1, -1] },
    { documentCounts: "11" },
  ])("refuses JSON with %j", (parts) => {
    expect(() => fittedEncoderFromJSON({ ...JSONS, ...parts })).toThrow(ConfigError);
  });
});
