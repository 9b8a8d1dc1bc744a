import { ConfigError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { fittedEncoderFromJSON } from "../from-json.js";
import { textVectorization } from "./text-vectorization.js";

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
