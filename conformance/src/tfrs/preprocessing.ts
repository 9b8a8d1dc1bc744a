import { normalization, stringLookup, textVectorization } from "@towerkit/features";
import { expectAllClose } from "@towerkit/test-utils";
import { expect } from "vitest";
import { type Claims, claim } from "../cases.js";

export const preprocessingClaims: Claims = {
  "preprocessing/string-lookup-adapt": claim<
    { data: readonly string[] },
    { vocabulary: readonly string[] }
  >(({ data }, { vocabulary }) => {
    const fitted = stringLookup().fit(data);
    expect(["[UNK]", ...fitted.vocabulary()]).toEqual(vocabulary);
    expect(fitted.size).toBe(vocabulary.length);
    const ids = [...data, "unseen"].map((token) => Math.max(0, vocabulary.indexOf(token)));
    expect(Array.from(fitted.encode([...data, "unseen"]))).toEqual(ids);
  }, "the unknown slot is id 0 and no entry of the vocabulary"),

  "preprocessing/normalization": claim<
    { data: readonly number[]; x: readonly number[] },
    { out: readonly number[] }
  >(({ data, x }, { out }, tolerance) => {
    expectAllClose(normalization().fit(data).encode(x).data, out, { absolute: tolerance });
  }),

  "preprocessing/text-vectorization": claim<
    { titles: readonly string[]; query: readonly string[] },
    { vocabulary_first: readonly string[]; vocabulary_size: number; ids_of_query: number[][] }
  >(({ titles, query }, expected) => {
    const fitted = textVectorization().fit(titles);
    expect(fitted.tokens().slice(0, expected.vocabulary_first.length)).toEqual(
      expected.vocabulary_first,
    );
    expect(fitted.size).toBe(expected.vocabulary_size);
    const { offsets, values } = fitted.encode(query);
    expect([...values]).toEqual(expected.ids_of_query.flat());
    expect([...offsets]).toEqual([0, values.length]);
    const padded = textVectorization({ padded: true }).fit(titles).encode(["the nest", "the"]);
    expect([...padded.values]).toEqual([2, 3, 2, 0]);
  }),
};
