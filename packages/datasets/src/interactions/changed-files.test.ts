import { createGenerator, TowerkitError } from "@towerkit/core";
import { tableFromArrays, tableToIPC } from "@uwdata/flechette";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { mutate } from "../../test/mutate.js";
import { interactions } from "./interactions.js";

interface Row {
  readonly who: string;
  readonly what: string;
  readonly when: number;
  readonly stars: number;
}

const options = { user: "who", item: "what", time: "when", rating: "stars" } as const;

/** Texts as they are; what a CSV file needs is quoted. */
const cells = ({ who, what, when, stars }: Row) =>
  [who, what, when, stars].map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(",");
const csv = (rows: readonly Row[]) =>
  new TextEncoder().encode(`who,what,when,stars\n${rows.map(cells).join("\n")}\n`);

const columnsOf = (rows: readonly Row[]) => ({
  who: rows.map(({ who }) => who),
  what: rows.map(({ what }) => what),
  when: rows.map(({ when }) => when),
  stars: rows.map(({ stars }) => stars),
});

function parquet(rows: readonly Row[]): Uint8Array {
  const { who, what, when, stars } = columnsOf(rows);
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "who", data: who, type: "STRING" },
        { name: "what", data: what, type: "STRING" },
        { name: "when", data: when.map(BigInt), type: "INT64" },
        { name: "stars", data: stars, type: "DOUBLE" },
      ],
    }),
  );
}

const arrow = (format: "file" | "stream") => (rows: readonly Row[]) =>
  tableToIPC(tableFromArrays(columnsOf(rows)), { format }) as Uint8Array;

const formats = [
  ["a CSV file", csv],
  ["a Parquet file", parquet],
  ["an Arrow file", arrow("file")],
  ["an Arrow stream", arrow("stream")],
] as const;

const asRead = ({ who, what, when, stars }: Row) => ({
  user_id: who,
  item_id: what,
  timestamp: when,
  user_rating: stars,
});

const id = fc.string({ minLength: 1, unit: "grapheme" });
const rows = fc.uniqueArray(
  fc.record({
    who: id,
    what: id,
    when: fc.nat(),
    stars: fc.double({ noNaN: true, noDefaultInfinity: true }).map((stars) => stars + 0),
  }),
  { minLength: 1, maxLength: 30, selector: ({ who, what }) => JSON.stringify([who, what]) },
);

describe.each(formats)("interactions in %s", (_, write) => {
  it("are read back as they were written", async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const table = await interactions(write(given), options);
        expect(table.objects()).toEqual(given.map(asRead));
      }),
    );
  });

  it("that is cut off are refused, or are the rows before the cut", async () => {
    const given = ["ann", "bob", "cid"].map((who, when) => ({ who, what: "b", when, stars: 1 }));
    const file = write(given);
    for (let end = 0; end < file.length; end += 7) {
      const read = await interactions(file.subarray(0, end), options).catch((error) => error);
      if (read instanceof TowerkitError) continue;
      expect(read.objects()).toEqual(given.slice(0, read.numRows()).map(asRead));
    }
    expect((await interactions(file, options)).numRows()).toBe(3);
  });
});

/** The rows of a CSV file without quotes, by cutting it at line ends and commas. */
const plainly = (text: string) =>
  text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== "")
    .map((line) => {
      const [user_id, item_id, when, stars] = line.split(",");
      return { user_id, item_id, timestamp: Number(when), user_rating: Number(stars) };
    });

describe("10,000 CSV files changed at random", () => {
  it("give a typed error or the rows that are in them", async () => {
    const generator = createGenerator(5, "fuzz", "interactions");
    const text = "who,what,when,stars\nann,b1,10,4.5\nbob,b2,20,3\n\u00e9va,b3,30,-1\n";
    const file = new TextEncoder().encode(text);
    let compared = 0;
    for (let i = 0; i < 10_000; i++) {
      const changed = mutate(file, generator);
      const read = await interactions(changed, options).catch((error) => error);
      if (read instanceof TowerkitError) continue;
      if (read instanceof Error) throw read;
      const now = new TextDecoder().decode(changed);
      if (now.includes('"')) continue;
      compared++;
      const rows = read.objects();
      if (JSON.stringify(rows) !== JSON.stringify(plainly(now))) {
        expect({ now, rows }).toEqual({ now, rows: plainly(now) });
      }
    }
    expect(compared).toBeGreaterThan(1000);
    expect(compared).toBeLessThan(9000);
  }, 60_000);
});
