import { integerLookup, stringLookup } from "@towerkit/features";
import { describe, expect, it } from "vitest";
import { hasGolden, ml100k, readGolden } from "./outside.js";

describe.skipIf(!hasGolden)("golden values of Keras 3.15.1 on real ML-100K: lookups", () => {
  it("string_lookup_adapt: the title of every rating", async () => {
    const { size, first, last, lookup } = readGolden().string_lookup_adapt;
    const fitted = stringLookup().fit((await ml100k()).ratings.array("movie_title") as string[]);
    expect(fitted.size).toBe(size);
    // Keras counts its [UNK] among the vocabulary.
    expect(fitted.vocabulary().slice(0, first.length - 1)).toEqual(first.slice(1));
    expect(fitted.vocabulary().slice(-last.length)).toEqual(last);
    expect([...fitted.encode(Object.keys(lookup))]).toEqual(Object.values(lookup));
    expect(Object.keys(lookup).map((title) => fitted.encodeOne(title))).toEqual(
      Object.values(lookup),
    );
  });

  it("string_lookup_oov3: users, with three places for the unknown", async () => {
    const { size, first, lookup } = readGolden().string_lookup_oov3;
    const users = (await ml100k()).ratings.array("user_id") as string[];
    const fitted = stringLookup({ oovTokens: 3 }).fit(users);
    expect(fitted.size).toBe(size);
    expect(fitted.vocabulary().slice(0, first.length - 3)).toEqual(first.slice(3));
    expect([...fitted.encode(Object.keys(lookup))]).toEqual(Object.values(lookup));
    expect(fitted.outOfVocabulary).toEqual({ from: 0, count: 3 });
  });

  it("string_lookup_max_tokens_200: the 199 most frequent titles", async () => {
    const { size, last } = readGolden().string_lookup_max_tokens_200;
    const titles = (await ml100k()).ratings.array("movie_title") as string[];
    const fitted = stringLookup({ maxTokens: 200 }).fit(titles);
    expect(fitted.size).toBe(size);
    expect(fitted.vocabulary()).toHaveLength(size - 1);
    expect(fitted.vocabulary().slice(-last.length)).toEqual(last);
  });

  it("integer_lookup_adapt: the age of every user", async () => {
    const [sign, ...ages] = readGolden().integer_lookup_adapt.vocabulary;
    const { users } = await ml100k();
    const fitted = integerLookup().fit(users.array("raw_user_age") as number[]);
    expect(sign).toBe(-1);
    expect(fitted.vocabulary()).toEqual(ages);
    expect([...fitted.encode([...ages, 6])]).toEqual([...ages.map((_, i) => i + 1), 0]);
  });
});
