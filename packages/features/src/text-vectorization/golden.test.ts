import { readFileSync } from "node:fs";
import { dataDir, referenceFile } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { ratingsColumn, titles } from "../../test/real-100k.js";
import { textVectorization } from "./text-vectorization.js";

interface Golden {
  readonly text_vectorization_adapt: {
    readonly size: number;
    readonly first: readonly string[];
    readonly last: readonly string[];
    readonly encode: Readonly<Record<string, readonly number[]>>;
  };
  readonly text_vectorization_ngrams2_max500_len6: {
    readonly first: readonly string[];
    readonly encode: Readonly<Record<string, readonly number[]>>;
  };
}

const folder = dataDir();
const reference = referenceFile("golden_preprocessing.json");

describe.skipIf(!folder || !reference)("golden_preprocessing.json: titles of real ML-100K", () => {
  const golden = () => JSON.parse(readFileSync(reference as string, "utf8")) as Golden;
  const ratedTitles = () => {
    const byId = titles(folder as string);
    return ratingsColumn(folder as string, 1).map((id) => byId.get(id) as string);
  };

  it("has the section text_vectorization_adapt, and what the context notebook prints", () => {
    const { size, first, last, encode } = golden().text_vectorization_adapt;
    const fitted = textVectorization().fit(ratedTitles());
    const tokens = fitted.tokens();
    expect(fitted.size).toBe(size);
    expect(tokens.slice(0, first.length)).toEqual(first);
    expect(tokens.slice(-last.length)).toEqual(last);
    for (const [title, ids] of Object.entries(encode)) {
      expect(Array.from(fitted.encodeOne(title).values)).toEqual(ids);
    }
    expect(tokens.slice(40, 45)).toEqual(["first", "1998", "1977", "1971", "monty"]);
    const nest = "One Flew Over the Cuckoo's Nest (1975)";
    expect(Array.from(fitted.encodeOne(nest).values)).toEqual([32, 266, 162, 2, 267, 265, 53]);
  });

  it("has the section text_vectorization_ngrams2_max500_len6", () => {
    const { first, encode } = golden().text_vectorization_ngrams2_max500_len6;
    const encoder = textVectorization({ ngrams: 2, maxTokens: 500, outputLength: 6, padded: true });
    const fitted = encoder.fit([...new Set(titles(folder as string).values())].sort());
    expect(fitted.size).toBe(500);
    expect(fitted.tokens().slice(0, first.length)).toEqual(first);
    for (const [title, ids] of Object.entries(encode)) {
      expect(Array.from(fitted.encodeOne(title).values)).toEqual(ids);
    }
  });
});
