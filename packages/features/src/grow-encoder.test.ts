import { ConfigError } from "@towerkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growEncoder } from "./grow-encoder.js";
import { hashing } from "./hashing/hashing.js";
import { history } from "./history/history.js";
import { integerLookup } from "./integer-lookup/integer-lookup.js";
import { seenItems } from "./seen-items/seen-items.js";
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

describe("growEncoder of histories", () => {
  const by = { by: "user", orderBy: "time", item: "film", length: 5 } as const;
  const rows = [
    ["ann", "ann", "bob"],
    [10, 20, 15],
    ["Heat", "Fargo", "Heat"],
  ] as const;

  it("puts new interactions in their places by time, and new items behind those that it has", () => {
    const before = history(by).fit(rows);
    const after = growEncoder(before, [
      ["ann", "cleo", "ann", "bob"],
      [15, 5, 20, 15],
      ["Alien", "Alien", "Clue", "Fargo"],
    ]);
    expect(after.vocabulary()).toEqual(["Heat", "Fargo", "Alien", "Clue"]);
    const seen = (user: string, time: number) =>
      Array.from(after.encodeOne([user, time]).values, (id) => after.tokens()[id]);
    expect(seen("ann", 99)).toEqual(["Heat", "Alien", "Fargo", "Clue"]);
    expect(seen("ann", 20)).toEqual(["Heat", "Alien"]);
    expect(seen("bob", 16)).toEqual(["Heat", "Fargo"]);
    expect(seen("cleo", 6)).toEqual(["Alien"]);
    expect(seen("dan", 6)).toEqual([]);
    expect(before.size).toBe(3);
  });

  it("has what one fit on all rows has, in its own order of ids", () => {
    const name = fc.constantFrom("a", "b", "c", "d");
    const row = fc.record({ user: name, time: fc.integer({ min: 0, max: 3 }), film: name });
    const columnsOf = (some: readonly { user: string; time: number; film: string }[]) =>
      [
        some.map(({ user }) => user),
        some.map(({ time }) => time),
        some.map(({ film }) => film),
      ] as const;
    fc.assert(
      fc.property(fc.array(row), fc.array(row), (first, second) => {
        const before = history({ ...by, length: 99 }).fit(columnsOf(first));
        const after = growEncoder(before, columnsOf(second));
        const added: typeof second = [];
        const left = [...first];
        for (const one of second) {
          const at = left.findIndex((other) => JSON.stringify(other) === JSON.stringify(one));
          if (at < 0) added.push(one);
          else left.splice(at, 1);
        }
        const whole = history({ ...by, length: 99 }).fit(columnsOf([...first, ...added]));
        for (const user of ["a", "b", "c", "d"]) {
          for (const time of [0, 1, 2, 3, 4]) {
            const filmsOf = (fitted: typeof whole) =>
              Array.from(fitted.encodeOne([user, time]).values, (id) => fitted.tokens()[id]);
            expect(filmsOf(after)).toEqual(filmsOf(whole));
          }
        }
        expect(after.vocabulary().slice(0, before.size - 1)).toEqual(before.vocabulary());
        if (added.length === 0) expect(after).toBe(before);
      }),
    );
  });

  it("names the column of a value that it cannot read", () => {
    const fitted = history(by).fit(rows);
    const wrong = [["ann"], [1], [7]];
    expect(() => growEncoder(fitted, wrong, ["user", "time", "the films"])).toThrow("the films");
  });
});

describe("growEncoder of seen items", () => {
  it("adds to each set what it lacks, once, and keeps all ids", () => {
    const before = seenItems({ by: "user", item: "film", hidden: 0.25 }).fit([
      ["ann", "bob", "ann"],
      ["Heat", "Heat", "Fargo"],
    ]);
    const after = growEncoder(before, [
      ["cleo", "ann", "ann", "ann"],
      ["Alien", "Heat", "Alien", "Alien"],
    ]);
    expect(after.vocabulary()).toEqual(["Heat", "Fargo", "Alien"]);
    expect(after.encodeOne(["ann"]).values).toEqual(Int32Array.of(1, 2, 3));
    expect(after.encodeOne(["bob"]).values).toEqual(Int32Array.of(1));
    expect(after.encodeOne(["cleo"]).values).toEqual(Int32Array.of(3));
    expect(after.hidden).toBe(0.25);
    expect(growEncoder(before, [["ann"], ["Heat"]])).toBe(before);
  });
});
