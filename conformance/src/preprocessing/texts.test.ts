import { textVectorization } from "@towerkit/features";
import { describe, expect, it } from "vitest";
import { hasGolden, ml100k, readGolden } from "./outside.js";
import { idsOfRows } from "./rows.js";

const titles = async () => (await ml100k()).ratings.array("movie_title") as string[];

describe.skipIf(!hasGolden)("golden values of Keras 3.15.1 on real ML-100K: texts", () => {
  it("text_vectorization_adapt: the words of every rating's title", async () => {
    const { size, first, last, encode } = readGolden().text_vectorization_adapt;
    const fitted = textVectorization().fit(await titles());
    const tokens = fitted.tokens();
    expect(fitted.size).toBe(size);
    expect(tokens.slice(0, first.length)).toEqual(first);
    expect(tokens.slice(-last.length)).toEqual(last);
    expect(idsOfRows(fitted.encode(Object.keys(encode)))).toEqual(Object.values(encode));
  });

  it("text_vectorization_ngrams2_max500_len6: pairs of words, cut and padded", async () => {
    const { first, encode } = readGolden().text_vectorization_ngrams2_max500_len6;
    const fitted = textVectorization({
      ngrams: 2,
      maxTokens: 500,
      outputLength: 6,
      padded: true,
    }).fit([...new Set(await titles())].sort());
    expect(fitted.size).toBe(500);
    expect(fitted.tokens().slice(0, first.length)).toEqual(first);
    expect(idsOfRows(fitted.encode(Object.keys(encode)))).toEqual(Object.values(encode));
  });
});
