import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigError, DatasetError, tableFromColumns } from "@towerkit/core";
import { temporaryFolder } from "@towerkit/test-utils";
import { tableFromArrays, tableToIPC } from "@uwdata/flechette";
import { table as arqueroTable } from "arquero";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { interactions } from "./interactions.js";

const csv = (text: string) => new TextEncoder().encode(text);
const names = { user: "who", item: "what" } as const;
const full = { ...names, time: "when", rating: "stars" } as const;

const rows = [
  { who: "ann", what: "b1", when: 10, stars: 4.5 },
  { who: "bob", what: "b2", when: 20, stars: 3 },
  { who: "ann", what: "b2", when: 30, stars: 1 },
];
const expected = {
  user_id: ["ann", "bob", "ann"],
  item_id: ["b1", "b2", "b2"],
  timestamp: [10, 20, 30],
  user_rating: [4.5, 3, 1],
};
const columnsOf = (table: { columnNames(): string[]; array(name: string): unknown }) =>
  Object.fromEntries(
    table.columnNames().map((name) => [name, Array.from(table.array(name) as ArrayLike<unknown>)]),
  );

describe("interactions", () => {
  const text = "who,what,when,stars\nann,b1,10,4.5\nbob,b2,20,3\nann,b2,30,1\n";
  const column = <Name extends keyof (typeof rows)[number]>(name: Name) =>
    rows.map((row) => row[name]);
  const columns = {
    who: column("who"),
    what: column("what"),
    when: column("when"),
    stars: column("stars"),
  };
  const parquet = () =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: "who", data: columns.who, type: "STRING" },
          { name: "what", data: columns.what, type: "STRING" },
          { name: "when", data: columns.when.map(BigInt), type: "INT64" },
          { name: "stars", data: columns.stars, type: "DOUBLE" },
        ],
      }),
    );
  const arrow = (format: "file" | "stream") =>
    tableToIPC(tableFromArrays(columns), { format }) as Uint8Array;

  it.each([
    ["a CSV file's bytes", () => csv(text)],
    ["an array buffer", () => csv(text).buffer as ArrayBuffer],
    ["a blob", () => new Blob([text])],
    [
      "a CSV file with CRLF, a byte order mark and quotes",
      () => csv(`\ufeff${text.replaceAll("\n", "\r\n").replace("ann,b1", '"ann","b1"')}`),
    ],
    ["a Parquet file", parquet],
    ["an Arrow file", () => arrow("file")],
    ["an Arrow stream", () => arrow("stream")],
    ["a table", () => tableFromColumns(columns)],
    ["an Arquero table", () => arqueroTable(columns)],
    ["rows", () => rows],
    [
      "a generator of rows",
      () =>
        (function* () {
          yield* rows;
        })(),
    ],
  ])("reads %s", async (_, source) => {
    expect(columnsOf(await interactions(source(), full))).toEqual(expected);
  });

  it("reads a file by its path and its URL", async () => {
    const path = join(await temporaryFolder(), "orders.csv");
    await writeFile(path, text);
    for (const source of [path, pathToFileURL(path)]) {
      expect(columnsOf(await interactions(source, full))).toEqual(expected);
    }
    await expect(interactions(`${path}x`, names)).rejects.toThrow(/there is no such file/);
    await expect(interactions(dirname(path), names)).rejects.toThrow(/this is a folder/);
  });

  it("keeps only what is named", async () => {
    const table = await interactions(rows, { ...names, keep: ["stars"] });
    expect(table.columnNames()).toEqual(["user_id", "item_id", "stars"]);
    const filtered = arqueroTable(columns).filter((row: { stars: number }) => row.stars > 2);
    expect((await interactions(filtered, names)).numRows()).toBe(2);
  });

  it("makes texts of ids and seconds, in UTC, of moments", async () => {
    const moments = [
      "1997-11-08T21:25:27Z",
      "1997-11-08 21:25:27",
      "1997-11-08T22:25:27+01:00",
      new Date(879_024_327_000),
      "879024327",
      879_024_327n,
    ];
    const table = await interactions(
      moments.map((when, i) => ({ who: 7, what: BigInt(i), when })),
      { ...names, time: "when" },
    );
    expect(table.array("user_id")).toEqual(new Array(6).fill("7"));
    expect(table.array("item_id")).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(table.array("timestamp")).toEqual(new Array(6).fill(879_024_327));
    const days = await interactions([{ who: "a", what: "b", when: "1970-01-02" }], {
      ...names,
      time: "when",
    });
    expect(days.get("timestamp", 0)).toBe(86_400);
    const milliseconds = { ...names, time: "when", timeUnit: "milliseconds" } as const;
    const table2 = await interactions([{ who: "a", what: "b", when: 1500 }], milliseconds);
    expect(table2.get("timestamp", 0)).toBe(1.5);
  });

  it("refuses repeats, keeps them, or keeps the last, as it is told", async () => {
    const repeated = csv("who,what,stars\na,x,1\na,y,2\na,x,3\n");
    const refused = interactions(repeated, names);
    await expect(refused).rejects.toThrow(DatasetError);
    await expect(refused).rejects.toThrow(
      /the source:4: user "a" and item "x" stand in an earlier/,
    );
    const options = { ...names, rating: "stars" };
    const kept = await interactions(repeated, { ...options, onDuplicate: "keep" });
    expect(kept.array("user_rating")).toEqual([1, 2, 3]);
    const last = await interactions(repeated, { ...options, onDuplicate: "last" });
    expect(columnsOf(last)).toMatchObject({ item_id: ["y", "x"], user_rating: [2, 3] });
    const atTimes = rows.concat({ who: "ann", what: "b1", when: 11, stars: 2 });
    expect((await interactions(atTimes, full)).numRows()).toBe(4);
  });

  it.each<[string, string, RegExp]>([
    ["an empty id", "who,what\na,\n", /the source:2: column "what" must hold an id.* got ""/],
    ["a short row", "who,what\na,x\nb\n", /the source:3: there are 1 fields .* has 2/],
    [
      "a rating that is a word",
      "who,what,stars\na,x,good\nb,y,bad\n",
      /:2: .*finite number, got "good".*1 more/,
    ],
    ["a number in hexadecimal", "who,what,stars\na,x,0x10\n", /finite number, got "0x10"/],
    ["two columns of one name", "who,what,who\na,x,b\n", /two columns are called "who"/],
    ["no rows", "who,what\n", /there are no interactions/],
    ["nothing at all", "", /the file is empty/],
    ["an unclosed quote", 'who,what\n"a,x\n', /closing quote/],
  ])("refuses %s", async (_, text, message) => {
    const rating = text.includes("stars") ? { rating: "stars" } : {};
    const refused = interactions(csv(text), { ...names, ...rating });
    await expect(refused).rejects.toThrow(DatasetError);
    await expect(refused).rejects.toThrow(message);
  });

  it.each(["1997-13-01", "1997-02-31", "yesterday", "", "08/11/1997", Number.NaN, 1.7e15])(
    "refuses %j as a moment",
    async (when) => {
      const refused = interactions([{ who: "a", what: "b", when }], { ...names, time: "when" });
      await expect(refused).rejects.toThrow(/row 0: column "when" must hold a moment/);
    },
  );

  it("refuses columns that are not there, naming those that are, and wrong options", async () => {
    const refused = (options: object) => interactions(rows, { ...names, ...options } as never);
    await expect(refused({ user: "user" })).rejects.toThrow(
      /user is "user", but there is no such column in the rows; its columns are "who", "what"/,
    );
    for (const options of [
      { item: undefined },
      { onDuplicate: "first" },
      { timeUnit: "days" },
      { format: "xlsx" },
      { keep: ["user_id"] },
    ]) {
      await expect(refused(options)).rejects.toThrow(ConfigError);
    }
    await expect(interactions(7 as never, names)).rejects.toThrow(/source must be a path/);
    await expect(interactions([7] as never, names)).rejects.toThrow(/row 0 of the source/);
  });

  it("names a damaged Parquet or Arrow file", async () => {
    const parquetBytes = parquet();
    await expect(interactions(parquetBytes.subarray(0, 40), names)).rejects.toThrow(
      /no readable Parquet file/,
    );
    await expect(interactions(arrow("file").slice(0, 60), names)).rejects.toThrow(DatasetError);
  });

  it("stops where it is told to", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(interactions(rows, { ...names, signal })).rejects.toThrow("enough");
  });

  it("reads back from CSV whatever texts it was given", async () => {
    const cell = fc.string({ minLength: 1 }).filter((text) => text.trim() === text);
    const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.record({ who: cell, what: cell }), {
          minLength: 1,
          selector: ({ who, what }) => JSON.stringify([who, what]),
        }),
        async (given) => {
          const lines = given.map(({ who, what }) => `${quoted(who)},${quoted(what)}`);
          const table = await interactions(csv(["who,what", ...lines].join("\n")), names);
          expect(table.array("user_id")).toEqual(given.map(({ who }) => who));
          expect(table.array("item_id")).toEqual(given.map(({ what }) => what));
        },
      ),
    );
  });
});
