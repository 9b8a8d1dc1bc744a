import { tableFromColumns } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itemKey, worldOf } from "../../test/interactions.js";
import { forEachItem } from "./co-occurrences.js";
import { readInteractions } from "./interactions.js";

const lists = ({ offsets, values }: { offsets: Int32Array; values: Int32Array }) =>
  Array.from({ length: offsets.length - 1 }, (_, i) => [
    ...values.subarray(offsets[i], offsets[i + 1]),
  ]);

describe("readInteractions", () => {
  it("lists each pair once, rising, and counts every row", () => {
    const rows = [
      ["u", "c"],
      ["v", "a"],
      ["u", "a"],
      ["u", "c"],
      ["v", "a"],
    ] as const;
    const found = readInteractions(worldOf(rows, ["a", "b", "c"]));
    expect([...found.userOfKey]).toEqual([
      ["u", 0],
      ["v", 1],
    ]);
    expect(lists(found.itemsOfUser)).toEqual([[0, 2], [0]]);
    expect(lists(found.usersOfItem)).toEqual([[0, 1], [], [0]]);
    expect([...found.rowsOfItem]).toEqual([3, 0, 2]);
  });

  it('takes the user 7 for the user "7"', () => {
    const found = readInteractions(
      worldOf(
        [
          [7, "a"],
          ["7", "b"],
        ],
        ["a", "b"],
      ),
    );
    expect(lists(found.itemsOfUser)).toEqual([[0, 1]]);
  });

  it("finds the same lists as sets do, for any rows", () => {
    const row = fc.tuple(fc.nat(6), fc.nat(5));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const { itemsOfUser, usersOfItem, userOfKey } = readInteractions(
          worldOf(rows, [0, 1, 2, 3, 4, 5]),
        );
        const pairs = new Set(rows.map(([user, item]) => `${user} ${item}`));
        for (const [key, user] of userOfKey) {
          const own = [0, 1, 2, 3, 4, 5].filter((item) => pairs.has(`${key} ${item}`));
          expect(lists(itemsOfUser)[user]).toEqual(own);
        }
        for (const [item, users] of lists(usersOfItem).entries()) {
          const own = [...userOfKey].filter(([key]) => pairs.has(`${key} ${item}`));
          expect(users).toEqual(own.map(([, user]) => user));
        }
      }),
    );
  });

  it("refuses a missing column, an item that is not in the catalogue, and a key that is no id", () => {
    const world = worldOf([["u", "a"]], ["a"]);
    expect(() => readInteractions({ ...world, queryKey: "session" })).toThrow(
      'train: there is no column "session"; the columns are "user_id", "title".',
    );
    expect(() => readInteractions({ ...world, candidateIds: ["b"] })).toThrow(
      'train: title "a" of row 0 (from 0) is not in candidateIds; add it there or leave the row out.',
    );
    const train = tableFromColumns({ user_id: ["u", Number.NaN], [itemKey]: ["a", "a"] });
    expect(() => readInteractions({ ...world, train })).toThrow(
      "train: user_id[1] is NaN; a key must be a string or a finite number.",
    );
  });
});

describe("forEachItem", () => {
  it("counts the users that items share", () => {
    const rows = [
      ["u", "a"],
      ["u", "b"],
      ["v", "a"],
      ["v", "b"],
      ["v", "c"],
    ] as const;
    const seen: number[][] = [];
    const found: number[][] = [];
    forEachItem(readInteractions(worldOf(rows, ["a", "b", "c", "d"])), (_, counts, others) => {
      seen.push([...counts]);
      found.push([...others].sort());
    });
    expect(seen).toEqual([
      [2, 2, 1, 0],
      [2, 2, 1, 0],
      [1, 1, 1, 0],
      [0, 0, 0, 0],
    ]);
    expect(found).toEqual([[0, 1, 2], [0, 1, 2], [0, 1, 2], []]);
  });
});
