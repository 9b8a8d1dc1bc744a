import { ConfigError } from "@towerkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growEncoder } from "./grow-encoder.js";
import { hashing } from "./hashing/hashing.js";
import { integerLookup } from "./integer-lookup/integer-lookup.js";
import { stringLookup } from "./string-lookup/string-lookup.js";
import { textVectorization } from "./text-vectorization/text-vectorization.js";

describe("growEncoder", () => {
  it("gives new values the next ids, the most frequent first", () => {
    const users = stringLookup({ maskToken: "" }).fit(["ann", "bob", "ann"]);
    const grown = growEncoder(users, ["cleo", "bob", "dan", "dan", ""]);
    expect(grown.tokens()).toEqual(["", "[UNK]", "ann", "bob", "dan", "cleo"]);
    expect(users.size).toBe(4);
  });

  it("changes no id that there was, and knows everything that came", () => {
    const words = fc.array(fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(words, words, (first, second) => {
        const before = stringLookup().fit(first);
        const after = growEncoder(before, second);
        expect(after.encode(first)).toEqual(before.encode(first));
        expect(second.every((value) => after.knows(value))).toBe(true);
        expect(after.size).toBe(1 + new Set([...first, ...second]).size);
      }),
    );
  });

  it("grows the words of titles, and whole numbers", () => {
    const titles = textVectorization().fit(["Heat", "The Rock"]);
    const grown = growEncoder(titles, ["The Heat of the Night"]);
    expect(grown.encodeOne("the night").values.length).toBe(2);
    expect(grown.vocabulary().slice(0, 3)).toEqual(titles.vocabulary());
    expect(grown.vocabulary().slice(3).sort()).toEqual(["night", "of"]);
    expect(growEncoder(integerLookup().fit([25]), [25, 18]).encodeOne(18)).toBe(2);
  });

  it("gives back what has nothing to learn", () => {
    const users = stringLookup().fit(["ann"]);
    expect(growEncoder(users, ["ann"])).toBe(users);
    const bins = hashing({ bins: 8 }).fit([]);
    expect(growEncoder(bins, ["ann"])).toBe(bins);
  });

  it("refuses values that the encoder cannot read, and tf-idf", () => {
    expect(() => growEncoder(stringLookup().fit(["a"]), [7], "users")).toThrow(
      /row 0.*users|users/,
    );
    const weighted = textVectorization({ output: "tfIdf" }).fit(["a b"]);
    expect(() => growEncoder(weighted, ["c"])).toThrow(ConfigError);
  });
});
