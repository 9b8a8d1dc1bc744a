import { ConfigError } from "@towerkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fittedEncoderFromJSON } from "../from-json.js";
import { seenItems } from "./seen-items.js";
import type { SeenItemsOptions } from "./settings.js";

const users = ["a", "b", "a", "a", "c", "b", "a"];
const films = ["Heat", "Heat", "Fargo", "Heat", "Alien", "Alien", "Alien"];
const encoder = seenItems({ by: "user", item: "film" });
const fitted = encoder.fit([users, films]);
const titles = (ids: Iterable<number>) => Array.from(ids, (id) => fitted.tokens()[id]);

describe("seenItems", () => {
  it("lists each item once, however often it was chosen, and numbers the most frequent one 1", () => {
    expect(titles(fitted.encodeOne(["a"]).values)).toEqual(["Heat", "Alien", "Fargo"]);
    expect([...fitted.encodeOne(["b"]).values]).toEqual([1, 2]);
    expect(fitted.vocabulary()).toEqual(["Heat", "Alien", "Fargo"]);
  });

  it("reads no item where it encodes, and knows nothing of a stranger", () => {
    expect(encoder.encodedColumns).toBe(1);
    const { offsets, values } = fitted.encode([["c", "nobody", "b"]]);
    expect([...offsets]).toEqual([0, 1, 1, 3]);
    expect(titles(values)).toEqual(["Alien", "Heat", "Alien"]);
  });

  it("does not depend on the order of the rows within a user", () => {
    const other = encoder.fit([
      users,
      ["Alien", "Alien", "Heat", "Fargo", "Alien", "Heat", "Heat"],
    ]);
    expect([...other.encodeOne(["a"]).values]).toEqual([...fitted.encodeOne(["a"]).values]);
  });

  it("finds where a row's own item stands among all users' items, and where it does not", () => {
    const { starts, values } = fitted.spans([["a", "b"]]);
    const places = fitted.entries([
      ["a", "a", "b", "b", "nobody", "c"],
      ["Heat", "Fargo", "Alien", "Fargo", "Heat", "unheard of"],
    ]);
    expect([...places]).toEqual([starts[0], starts[0] + 2, starts[1] + 1, -1, -1, -1]);
    expect(titles([values[places[2]]])).toEqual(["Alien"]);
  });

  it("finds the place of every row that it was fitted on (property)", () => {
    const row = fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("x", "y", "z", "w"));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const columns = [rows.map(([by]) => by), rows.map(([, item]) => item)] as const;
        const each = encoder.fit(columns);
        const { starts, ends, values } = each.spans(columns);
        each.entries(columns).forEach((place, i) => {
          expect(place).toBeGreaterThanOrEqual(starts[i]);
          expect(place).toBeLessThan(ends[i]);
          expect(each.tokens()[values[place]]).toBe(rows[i][1]);
        });
      }),
    );
  });

  it("is the same when it is fitted in pieces, and when it is made of its JSON again", () => {
    const fitting = encoder.fitting();
    fitting.add([users.slice(0, 3), films.slice(0, 3)]);
    fitting.add([users.slice(3), films.slice(3)]);
    expect(fitting.finish().toJSON()).toEqual(fitted.toJSON());
    const again = fittedEncoderFromJSON(JSON.parse(JSON.stringify(fitted)));
    expect(again.toJSON()).toEqual(fitted.toJSON());
    expect(again.describe()).toBe(
      "seenItems: 6 items of 3 in user, 3 different in film; training hides 0.5 of them each step",
    );
  });

  it("keeps whether shown items are negatives, as they are in JSON of before there was a choice", () => {
    const other = seenItems({ by: "user", item: "film", shownAsNegatives: false });
    const json = JSON.parse(JSON.stringify(other.fit([users, films])));
    expect(fittedEncoderFromJSON(json).toJSON()).toMatchObject({ shownAsNegatives: false });
    const { shownAsNegatives: _, ...older } = json;
    expect(fittedEncoderFromJSON(older).toJSON()).toMatchObject({ shownAsNegatives: true });
  });

  it.each([
    [{ by: "user", item: "user" }, /two different columns/],
    [{ by: "", item: "film" }, /seenItems by must be the name/],
    [{ by: "user", item: "film", hidden: 0 }, /above 0 and below 1, got 0; what is not hidden/],
    [{ by: "user", item: "film", hidden: 1 }, /above 0 and below 1, got 1/],
    [{ by: "user", item: "film", hidden: Number.NaN }, /above 0 and below 1, got NaN/],
    [{ by: "user", item: "film", shownAsNegatives: 1 }, /must be true or false, got 1/],
  ])("refuses the options %j", (options, message) => {
    expect(() => seenItems(options as SeenItemsOptions)).toThrow(ConfigError);
    expect(() => seenItems(options as SeenItemsOptions)).toThrow(message);
  });

  it("refuses columns that differ in length, and values that are no strings, naming the row", () => {
    expect(() => encoder.fit([["a"], []])).toThrow(/"user" has 1 rows and column "film" has 0/);
    const numbers = ["Heat", 7] as unknown as string[];
    expect(() => encoder.fit([["a", "b"], numbers])).toThrow(/row 1 .*"film"/);
    expect(() => fitted.encode([[null as unknown as string]])).toThrow(/row 0 .*"user"/);
  });

  it.each([
    [{ offsets: [0, 3, 5] }, /3 actors, 3 offsets and 6 items do not belong together/],
    [{ items: [1, 2, 3, 1, 2, 9] }, /items\[5\] is 9/],
    [{ items: [1, 1, 3, 1, 2, 2] }, /items must rise within an actor; items\[1\] does not/],
    [{ offsets: [0, 5, 3, 6] }, /offsets must not fall/],
    [{ actors: undefined }, /actors and vocabulary must be arrays/],
  ])("refuses JSON with %j", (part, message) => {
    expect(() => fittedEncoderFromJSON({ ...fitted.toJSON(), ...part })).toThrow(message);
  });
});
