import { stringLookup } from "@towerkit/features";
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
};
