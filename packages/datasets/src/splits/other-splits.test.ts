import { ConfigError, type TableLike, tableFromColumns } from "@towerkit/core";
import { desc } from "arquero";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tableOf } from "../table.js";
import { kFoldByUser } from "./k-fold.js";
import { leaveLastOut } from "./leave-last-out.js";
import { perUserSplit } from "./per-user-split.js";
import { randomSplit, type Split } from "./random-split.js";
import { temporalSplit } from "./temporal-split.js";

interface Row {
  row: number;
  user_id: string;
  timestamp: number;
  user_rating: number;
}

const anyTable = fc
  .array(
    fc.record({
      user_id: fc.constantFrom("a", "b", "c", "d"),
      timestamp: fc.integer({ min: 0, max: 9 }),
      user_rating: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 2, maxLength: 60 },
  )
  .map((rows) =>
    tableOf<Row>({
      row: rows.map((_, row) => row),
      user_id: rows.map((row) => row.user_id),
      timestamp: rows.map((row) => row.timestamp),
      user_rating: rows.map((row) => row.user_rating),
    }),
  );

const column = <Value>(table: TableLike, name: string) => Array.from(table.array(name)) as Value[];
const rowsOf = (table: TableLike) => column<number>(table, "row");

/** Runs a split, or says that it left a part empty, as a random table may. */
function trySplit(split: () => Split): Split | undefined {
  try {
    return split();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toMatch(/at least one row|different values/);
    return undefined;
  }
}

function expectDisjointCover(table: TableLike, { train, test }: Split): void {
  const [left, right] = [rowsOf(train), rowsOf(test)];
  expect([...left, ...right].sort((a, b) => a - b)).toEqual(rowsOf(table));
  for (const part of [left, right]) expect(part).toEqual([...part].sort((a, b) => a - b));
}

describe("every split", () => {
  const splits: Record<string, (table: TableLike, seed: number) => Split> = {
    "by time": (table) => temporalSplit(table, { test: 0.3 }),
    "at a moment": (table) => temporalSplit(table, { at: 5 }),
    "that leaves the last out": (table) => leaveLastOut(table, { n: 2 }),
    "of each user": (table, seed) => perUserSplit(table, { test: 0.3, seed }),
    "by strata": (table, seed) => randomSplit(table, { test: 1, seed, stratify: "user_rating" }),
    "into folds": (table, seed) => kFoldByUser(table, { k: 2, seed })[1],
  };

  it.each(Object.entries(splits))(
    "%s puts every row into one part, in the table's order",
    (_, split) => {
      fc.assert(
        fc.property(anyTable, fc.nat(9), (table, seed) => {
          const parts = trySplit(() => split(table, seed));
          if (parts !== undefined) expectDisjointCover(table, parts);
        }),
      );
    },
  );

  it.each(Object.entries(splits))("%s honours a filter and an order", (_, split) => {
    const table = tableOf<Row>({
      row: Array.from({ length: 40 }, (_, row) => row),
      user_id: Array.from({ length: 40 }, (_, row) => "abcd"[row % 4]),
      timestamp: Array.from({ length: 40 }, (_, row) => row % 10),
      user_rating: Array.from({ length: 40 }, (_, row) => 1 + (row % 5)),
    })
      .filter((row: Row) => row.row < 30)
      .orderby(desc("row"));
    const { train, test } = split(table, 1);
    const parts = [rowsOf(train), rowsOf(test)];
    expect(parts.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, row) => row));
    for (const part of parts) expect(part).toEqual([...part].sort((a, b) => b - a));
  });
});

describe("temporalSplit", () => {
  it("puts nothing into train that is later than anything in test", () => {
    fc.assert(
      fc.property(anyTable, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (table, test) => {
        const parts = trySplit(() => temporalSplit(table, { test }));
        if (parts === undefined) return;
        const latest = Math.max(...column<number>(parts.train, "timestamp"));
        expect(latest).toBeLessThan(Math.min(...column<number>(parts.test, "timestamp")));
      }),
    );
  });

  it("takes the latest share, rows of one moment together", () => {
    const table = tableFromColumns({ row: [0, 1, 2, 3], timestamp: [5, 9, 5, 1] });
    expect(rowsOf(temporalSplit(table, { test: 0.25 }).test)).toEqual([1]);
    expect(rowsOf(temporalSplit(table, { test: 0.5 }).test)).toEqual([0, 1, 2]);
    expect(rowsOf(temporalSplit(table, { at: 6 }).test)).toEqual([1]);
  });

  it("refuses both ways at once, neither, and what is no moment or share", () => {
    const table = tableFromColumns({ timestamp: [1, 2] });
    expect(() => temporalSplit(table, {})).toThrow(/either at .* or test/);
    expect(() => temporalSplit(table, { at: 1, test: 0.5 })).toThrow(ConfigError);
    expect(() => temporalSplit(table, { test: 1 })).toThrow(/share between 0 and 1/);
    expect(() => temporalSplit(table, { at: Number.NaN })).toThrow(/at must be a finite number/);
    expect(() => temporalSplit(table, { at: 9 })).toThrow(/0 of 2 rows/);
    expect(() => temporalSplit(tableFromColumns({ timestamp: ["1"] }), { at: 1 })).toThrow(/row 0/);
  });
});

describe("leaveLastOut", () => {
  it("takes each user's latest rows, the later row of one moment", () => {
    const table = tableFromColumns({
      row: [0, 1, 2, 3, 4, 5],
      user_id: ["a", "a", "b", "a", "b", "c"],
      timestamp: [3, 3, 9, 1, 8, 1],
    });
    expect(rowsOf(leaveLastOut(table).test)).toEqual([1, 2]);
    expect(rowsOf(leaveLastOut(table, { n: 2 }).test)).toEqual([0, 1]);
  });

  it("refuses an n that leaves nothing for testing", () => {
    const table = tableFromColumns({ user_id: ["a", "b"], timestamp: [1, 2] });
    expect(() => leaveLastOut(table)).toThrow(/no user has more than 1 rows/);
    expect(() => leaveLastOut(table, { n: 0 })).toThrow(ConfigError);
  });
});

describe("perUserSplit", () => {
  it("takes the same share of every user, rounded", () => {
    const sizes = { a: 10, b: 5, c: 1 };
    const users = Object.entries(sizes).flatMap(([user, size]) =>
      new Array<string>(size).fill(user),
    );
    const { test } = perUserSplit(tableFromColumns({ user_id: users }), { test: 0.3 });
    const count = (user: string) => column(test, "user_id").filter((each) => each === user).length;
    expect([count("a"), count("b"), count("c")]).toEqual([3, 2, 0]);
  });

  it("follows the seed alone, and gives every row the same chance", () => {
    const table = tableFromColumns({
      row: Array.from({ length: 10 }, (_, row) => row),
      user_id: new Array<string>(10).fill("a"),
    });
    const times = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 2000; seed++) {
      for (const row of rowsOf(perUserSplit(table, { test: 0.3, seed }).test)) times[row]++;
    }
    // Expected 600 each, with a standard deviation of 20.5.
    for (const count of times) expect(Math.abs(count - 600)).toBeLessThan(95);
    const again = () => rowsOf(perUserSplit(table, { test: 0.3, seed: 7 }).test);
    expect(again()).toEqual(again());
  });

  it("refuses a share that is none", () => {
    const table = tableFromColumns({ user_id: ["a", "a"] });
    expect(() => perUserSplit(table, { test: 2 })).toThrow(/share between 0 and 1/);
    expect(() => perUserSplit(table, { test: 0.01 })).toThrow(/choose a larger share/);
  });
});

describe("kFoldByUser", () => {
  it("tests every user in exactly one fold, all rows together", () => {
    fc.assert(
      fc.property(anyTable, fc.nat(9), (table, seed) => {
        const users = new Set(column<string>(table, "user_id"));
        if (users.size < 2) return;
        const folds = kFoldByUser(table, { k: users.size, seed });
        const tested = folds.map(({ test }) => new Set(column<string>(test, "user_id")));
        expect(tested.map((fold) => fold.size)).toEqual(folds.map(() => 1));
        expect(new Set(tested.flatMap((fold) => [...fold]))).toEqual(users);
        for (const { train, test } of folds) {
          const inTrain = new Set(column<string>(train, "user_id"));
          for (const user of column<string>(test, "user_id")) expect(inTrain.has(user)).toBe(false);
        }
      }),
    );
  });

  it("refuses more folds than users, and a single one", () => {
    const table = tableFromColumns({ user_id: ["a", "b"] });
    expect(() => kFoldByUser(table, { k: 3 })).toThrow(/k is 3, but column "user_id" has 2/);
    expect(() => kFoldByUser(table, { k: 1 })).toThrow(ConfigError);
  });
});

describe("randomSplit with strata", () => {
  it("gives each value its share, to less than one row", () => {
    fc.assert(
      fc.property(anyTable, fc.double({ min: 0.2, max: 0.8, noNaN: true }), (table, test) => {
        const parts = trySplit(() => randomSplit(table, { test, stratify: "user_rating" }));
        if (parts === undefined) return;
        const all = column<number>(table, "user_rating");
        const held = column<number>(parts.test, "user_rating");
        expect(held).toHaveLength(Math.round(all.length * test));
        for (const rating of new Set(all)) {
          const share = all.filter((each) => each === rating).length * (held.length / all.length);
          const count = held.filter((each) => each === rating).length;
          expect(Math.abs(count - share)).toBeLessThan(1);
        }
      }),
    );
  });

  it("refuses a column that is not there", () => {
    const table = tableFromColumns({ row: [0, 1] });
    expect(() => randomSplit(table, { test: 1, stratify: "mood" })).toThrow(/no column "mood"/);
  });
});
