import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { beforeAll, describe, expect, it } from "vitest";
import {
  ALL_COLUMNS,
  asArrow,
  asCsv,
  asParquet,
  COLUMNS,
  makeOrders,
  writeMade,
} from "../../test/orders.js";
import { run } from "../../test/run.js";

const orders = makeOrders();

describe("a file that cannot be right", () => {
  const good = asCsv(orders);
  const goodFile = writeMade("orders.csv", good);
  const out = join(temporaryFolder(), "bundle");
  beforeAll(() => run("train", "--data", goodFile, "--out", out, ...COLUMNS));

  const latin1 = Buffer.from(good.replace("Customer, 0", "Kund\u00e9, 0"), "latin1");

  it.each<[string, number, string | Uint8Array, readonly string[], RegExp]>([
    [
      "lacks a column",
      2,
      good,
      ["--user", "who", "--item", "sku"],
      /--user is "who", but there is no such column in \S+orders\.csv; its columns are "customer", "sku", "ordered", "stars"\./,
    ],
    [
      "lacks the column of times",
      2,
      asParquet(orders),
      [...COLUMNS, "--time", "t"],
      /--time is "t", but there is no such column/,
    ],
    [
      "has a row twice",
      1,
      asCsv([...orders, ...orders.slice(0, 2)]),
      ALL_COLUMNS,
      /orders\.csv:602: user "Customer, 0" and item "sku 0" at 1700000000 stand in an earlier row too; give --on-duplicate keep or last if that is right\. \(and 1 more/,
    ],
    [
      "has a row twice, in Parquet",
      1,
      asParquet([...orders, ...orders.slice(0, 2)]),
      ALL_COLUMNS,
      /orders\.csv: row 600: user "Customer, 0"/,
    ],
    [
      "has a word for a rating",
      1,
      good.replace(/,1\n/, ",good\n"),
      ALL_COLUMNS,
      /orders\.csv:2: column "stars" must hold a finite number, got "good"\./,
    ],
    [
      "has a time out of all bounds",
      1,
      good.replace("1700000000", "1700000000000000"),
      ALL_COLUMNS,
      /orders\.csv:2: column "ordered" must hold a moment/,
    ],
    [
      "has an empty id",
      1,
      good.replace('"Customer, 3"', ""),
      COLUMNS,
      /orders\.csv:5: column "customer" must hold an id, .*got ""/,
    ],
    [
      "has a short row",
      1,
      good.replace(",1\n", "\n"),
      COLUMNS,
      /orders\.csv:2: there are 3 fields where the first row has 4/,
    ],
    ["has an open quote", 1, good.replace('0",', "0,"), COLUMNS, /orders\.csv:2: .*quote/],
    ["is not UTF-8", 1, latin1, COLUMNS, /orders\.csv:2: is not UTF-8 text/],
    [
      "is empty",
      1,
      "",
      COLUMNS,
      /orders\.csv: the file is empty; its first row must name the columns/,
    ],
    ["has no rows", 1, "customer,sku\n", COLUMNS, /orders\.csv: there are no interactions/],
    [
      "has two rows",
      1,
      "customer,sku\na,x\nb,y\n",
      COLUMNS,
      /orders\.csv: there are 2 interactions; at least 3 are needed/,
    ],
    [
      "is half a Parquet file",
      1,
      asParquet(orders).subarray(0, 900),
      COLUMNS,
      /orders\.csv: this is no readable Parquet file/,
    ],
    [
      "is half an Arrow file",
      1,
      asArrow(orders).subarray(0, 900),
      COLUMNS,
      /orders\.csv: this is no readable Arrow file/,
    ],
  ])(
    "and that %s is named in one line with exit code %i, and the bundle stays",
    async (_, code, content, options, message) => {
      const before = await contentsOf(out);
      const file = writeMade("orders.csv", content);
      const { exitCode, stdout, stderr } = await run(
        "train",
        "--data",
        file,
        "--out",
        out,
        ...options,
      );
      expect({ exitCode, stderr }).toEqual({
        exitCode: code,
        stderr: expect.stringMatching(message),
      });
      expect(stderr).toMatch(/^towerkit: [^\n]+\n$/);
      expect(stdout).not.toContain("\n\n");
      expect(await contentsOf(out)).toEqual(before);
    },
  );

  it("or is not there, or is a folder, is named too", async () => {
    const folder = temporaryFolder();
    const missing = await run("train", "--data", join(folder, "none.csv"), ...COLUMNS);
    expect(missing).toMatchObject({ exitCode: 1, stdout: "" });
    expect(missing.stderr).toMatch(/none\.csv: there is no such file\.\n$/);
    const wrong = await run("train", "--data", folder, ...COLUMNS);
    expect(wrong).toMatchObject({ exitCode: 1, stdout: "" });
    expect(wrong.stderr).toBe(`towerkit: ${folder}: this is a folder; a file is needed.\n`);
  });
});

async function contentsOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).toSorted();
  const texts = names.map(async (name) => [name, await readFile(join(folder, name), "base64")]);
  return Object.fromEntries(await Promise.all(texts));
}
