import { ConfigError, NumericError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { expectSameInPieces } from "../../test/streamed-fit.js";
import type { Bags } from "../encoder.js";
import type { CrossFeature } from "../feature-spec.js";
import { fittedEncoderFromJSON } from "../from-json.js";
import type { HistoryColumns, HistoryValue } from "./columns.js";
import type { FittedHistory } from "./fitted-history.js";
import { history } from "./history.js";

type Row = readonly [user: string, time: number, film: string];

const seen = (length: number) => history({ by: "user", item: "film", orderBy: "time", length });

const columnsOf = (rows: readonly HistoryValue[]): HistoryColumns => [
  rows.map(([user]) => user),
  rows.map(([, time]) => time),
  rows.map(([, , film]) => film),
];

const ROWS: readonly Row[] = [
  ["a", 10, "Heat"],
  ["b", 5, "Fargo"],
  ["a", 30, "Alien"],
  ["a", 20, "Fargo"],
  ["b", 6, "Heat"],
  ["a", 20, "Heat"],
];

/** The films before each row's moment, by name. */
function filmsBefore(fitted: FittedHistory, rows: readonly (readonly [string, number])[]) {
  const { offsets, values }: Bags = fitted.encode([rows.map(([u]) => u), rows.map(([, t]) => t)]);
  const tokens = fitted.tokens();
  return rows.map((_, row) =>
    Array.from(values.subarray(offsets[row], offsets[row + 1]), (id) => tokens[id]),
  );
}

describe("history", () => {
  it("lists what came strictly before, oldest first; the same moment is not earlier", () => {
    const fitted = seen(10).fit(columnsOf(ROWS));
    expect(fitted.vocabulary()).toEqual(["Heat", "Fargo", "Alien"]);
    expect([fitted.size, fitted.outOfVocabulary]).toEqual([4, { from: 0, count: 1 }]);
    const queries = [
      ["a", 10],
      ["a", 20],
      ["a", 21],
      ["a", 99],
      ["b", 6],
      ["c", 99],
    ] as const;
    expect(filmsBefore(fitted, queries)).toEqual([
      [],
      ["Heat"],
      ["Heat", "Fargo", "Heat"],
      ["Heat", "Fargo", "Heat", "Alien"],
      ["Fargo"],
      [],
    ]);
    expect(fitted.describe()).toBe(
      "history: up to 10 of 6 earlier interactions, of 2 in user with 3 in film, by time",
    );
    expect([fitted.knows("Alien"), fitted.knows("Seven")]).toEqual([true, false]);
  });

  it("keeps the last of them", () => {
    const fitted = seen(2).fit(columnsOf(ROWS));
    expect(filmsBefore(fitted, [["a", 99]])).toEqual([["Heat", "Alien"]]);
    expect(fitted.encodeOne(["a", 99])).toEqual({ values: Int32Array.of(1, 3) });
    expect(fitted.encodeOne(["nobody", 99])).toEqual({ values: new Int32Array() });
  });

  it("points into one array instead of copying", () => {
    const fitted = seen(2).fit(columnsOf(ROWS));
    const first = fitted.spans([
      ["a", "b"],
      [99, 6],
    ]);
    const second = fitted.spans([["a"], [20]]);
    expect(first.values).toBe(second.values);
    expect(first.values).toEqual(Int32Array.of(1, 2, 1, 3, 2, 1));
    expect([first.starts, first.ends]).toEqual([Int32Array.of(2, 4), Int32Array.of(4, 5)]);
    expect(fitted.encodeOne(["a", 20]).values.buffer).toBe(first.values.buffer);
  });

  const users = fc.constantFrom("u", "v", "w", "");
  const films = fc.constantFrom("p", "q", "r", "s");
  const times = fc.integer({ min: -3, max: 8 });
  const rowsOfAny: fc.Arbitrary<Row> = fc.tuple(users, times, films);

  it("agrees with a filter and a stable sort, for any rows and queries", () => {
    const lengths = fc.integer({ min: 1, max: 5 });
    const queries = fc.array(fc.tuple(fc.constantFrom("u", "v", "x"), times));
    fc.assert(
      fc.property(
        fc.array(rowsOfAny, { maxLength: 60 }),
        queries,
        lengths,
        (rows, asked, length) => {
          const fitted = seen(length).fit(columnsOf(rows));
          const own = rows.map(([user, time]) => [user, time] as const);
          const all = [...own, ...asked];
          const expected = all.map(([user, time]) =>
            rows
              .filter(([other, before]) => other === user && before < time)
              .sort(([, a], [, b]) => a - b)
              .slice(-length)
              .map(([, , film]) => film),
          );
          expect(filmsBefore(fitted, all)).toEqual(expected);
          expect(
            all.map(([user, time]) =>
              Array.from(fitted.encodeOne([user, time]).values, (id) => fitted.tokens()[id]),
            ),
          ).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("learns the same in pieces, however they are cut", () => {
    expectSameInPieces(seen(3), rowsOfAny as fc.Arbitrary<HistoryValue>, columnsOf);
  });

  it("encodes the same after a round trip through JSON", () => {
    fc.assert(
      fc.property(fc.array(rowsOfAny), (rows) => {
        const fitted = seen(3).fit(columnsOf(rows));
        const again = fittedEncoderFromJSON(JSON.parse(JSON.stringify(fitted)));
        const read = again as unknown as FittedHistory;
        expect(read.encode(columnsOf(rows))).toEqual(fitted.encode(columnsOf(rows)));
        expect(read.toJSON()).toEqual(fitted.toJSON());
        expect(read.describe()).toBe(fitted.describe());
      }),
    );
  });

  it("writes its settings as JSON and makes a feature of three columns", () => {
    const encoder = seen(3);
    expect(encoder.toJSON()).toEqual({
      kind: "history",
      by: "user",
      item: "film",
      orderBy: "time",
      length: 3,
    });
    const feature = encoder.embedding(8, { table: "films" });
    expect(feature.mean()).toStrictEqual({
      kind: "embedding",
      encoder,
      dim: 8,
      columns: ["user", "time", "film"],
      table: "films",
      combiner: "mean",
    });
    expectTypeOf(feature).toExtend<CrossFeature<HistoryValue, "ids">>();
  });
});

describe("history: bad input", () => {
  const OPTIONS = { by: "user", item: "film", orderBy: "time", length: 3 };

  it.each([
    { by: undefined },
    { item: "" },
    { orderBy: 3 },
    { item: "user" },
    { length: 0 },
    { length: 2.5 },
    { length: Number.NaN },
  ])("refuses the settings %j", (wrong) => {
    expect(() => history({ ...OPTIONS, ...wrong } as never)).toThrow(ConfigError);
  });

  it("names the column and the row of a value that it cannot read", () => {
    const fit = (row: readonly unknown[]) => seen(3).fit(columnsOf([ROWS[0], row as never]));
    expect(() => fit([7, 1, "x"])).toThrow(
      'history: row 1 (counted from 0) of column "user" is 7, and every value must be a string.',
    );
    expect(() => fit(["a", Number.NaN, "x"])).toThrow(NumericError);
    expect(() => fit(["a", Number.NaN, "x"])).toThrow(/row 1 .* of column "time" is NaN/);
    expect(() => fit(["a", "1", "x"])).toThrow(ConfigError);
    expect(() => fit(["a", 1, null])).toThrow(/row 1 .* of column "film" is null/);
    const fitted = seen(3).fit(columnsOf(ROWS));
    expect(() => fitted.encode([["a", null] as never, [1, 2]])).toThrow(/row 1 .* column "user"/);
    expect(() => fitted.encode([["a"], [Number.NaN]])).toThrow(NumericError);
    expect(() => fitted.encodeOne([null as never, 1])).toThrow(/the value of user is null/);
    expect(() => fitted.encodeOne(["a", undefined as never])).toThrow(/the value of time/);
    expect(() => fitted.encode([["a"], [Number.NaN]], ["input a", "input b"])).toThrow(/input b/);
  });

  it("counts rows from the first piece's first", () => {
    const fitting = seen(3).fitting();
    fitting.add(columnsOf(ROWS));
    expect(() => fitting.add(columnsOf([["a", Number.NaN, "x"]]))).toThrow(/row 6 /);
  });

  it("refuses columns that are missing or not equally long", () => {
    expect(() => seen(3).fit([["a"], [1]])).toThrow(/it reads 3 columns .* got an array of 2/);
    expect(() => seen(3).fit([["a"], [1, 2], ["x"]])).toThrow(
      'history: column "user" has 1 rows and column "time" has 2; they must be equal.',
    );
    const fitted = seen(3).fit(columnsOf(ROWS));
    expect(() => fitted.encode([["a"]] as never)).toThrow(ConfigError);
    expect(() => fitted.encode([["a"], []])).toThrow(ConfigError);
  });

  const JSONS = JSON.parse(JSON.stringify(seen(3).fit(columnsOf(ROWS)))) as object;

  it.each([
    { length: 0 },
    { by: "film" },
    { actors: ["a"] },
    { actors: ["a", "a"] },
    { actors: undefined },
    { vocabulary: ["Heat"] },
    { vocabulary: "Heat" },
    { offsets: [0, 6] },
    { offsets: [0, 7, 6] },
    { offsets: [1, 4, 6] },
    { offsets: [0, 4, 5] },
    { times: [10, 20, 20, 30, 5] },
    { times: [20, 10, 20, 30, 5, 6] },
    { times: [10, 20, 20, 30, 5, null] },
    { items: [1, 2, 1, 3, 2, 4] },
    { items: [1, 2, 1, 3, 2, 0.5] },
    { items: {} },
  ])("refuses JSON with %j", (parts) => {
    expect(() => fittedEncoderFromJSON({ ...JSONS, ...parts })).toThrow(ConfigError);
  });
});
