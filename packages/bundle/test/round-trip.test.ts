import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigError, NumericError, tableFromColumns } from "@towerkit/core";
import { exactIndex } from "@towerkit/retrieval";
import { temporaryFolder } from "@towerkit/test-utils";
import { embedTable } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { type BundleContents, readBundle, writeBundle } from "../src/index.js";
import { candidates, columnsOf, test, toyContents, train } from "./toy-contents.js";

describe("a bundle written and read again", () => {
  it("holds the same towers, to the bit", async () => {
    const contents = toyContents();
    const { dir } = await writeBundle(temporaryFolder(), contents);
    const { towers } = await readBundle(dir);
    for (const side of ["query", "candidate"] as const) {
      expect(towers[side].topology()).toEqual(contents.towers[side].topology());
      expect(towers[side].weights()).toEqual(contents.towers[side].weights());
    }
  });

  it("holds the same tables, columns that nobody knows included", async () => {
    const { dir } = await writeBundle(temporaryFolder(), toyContents());
    const bundle = await readBundle(dir);
    expect(columnsOf(bundle.candidates)).toEqual(columnsOf(candidates));
    const interactions = await bundle.interactions();
    expect(interactions && columnsOf(interactions.train)).toEqual(columnsOf(train));
    expect(interactions && columnsOf(interactions.test)).toEqual(columnsOf(test));
    expect(interactions?.train.array("user_rating")).toBeInstanceOf(Float32Array);
    expect(interactions?.test.get("movie_title", 1)).toBe("Heat");
    expect(interactions?.train.numRows()).toBe(12);
  });

  it("says what it was told, with numbers to the last digit", async () => {
    const metrics = { top_k: { "10": 0.1 + 0.2, "1": 5e-324 }, mrr: 1 / 3 };
    const { dir, digest } = await writeBundle(temporaryFolder(), { ...toyContents(), metrics });
    const bundle = await readBundle(dir);
    const { settings, dataset, split, itemKey, queryKey } = toyContents();
    expect(bundle.manifest).toMatchObject({ settings, dataset, split, itemKey, queryKey, metrics });
    expect(bundle.digest).toBe(digest);
  });

  it("needs neither interactions, nor test rows, nor metrics, nor a query key", async () => {
    const { interactions: _, metrics: __, ...fewer } = toyContents();
    const without = await writeBundle(temporaryFolder(), { ...fewer, queryKey: null });
    const bundle = await readBundle(without.dir);
    expect(await bundle.interactions()).toBeUndefined();
    expect(bundle.manifest.metrics).toBeUndefined();
    expect(bundle.manifest.queryKey).toBeNull();
    const noTest = await writeBundle(temporaryFolder(), { ...fewer, interactions: { train } });
    const interactions = await (await readBundle(noTest.dir)).interactions();
    expect(interactions && columnsOf(interactions.train)).toEqual(columnsOf(train));
    expect(interactions?.test.numRows()).toBe(0);
    expect(interactions?.test.columnNames()).toEqual(train.columnNames());
  });

  it("has null where only one of train and test has a column", async () => {
    const weighted = tableFromColumns({ user_id: ["1"], movie_title: ["Heat"], weight: [0.5] });
    const contents = { ...toyContents(), interactions: { train: weighted, test } };
    const { dir } = await writeBundle(temporaryFolder(), contents);
    const interactions = await (await readBundle(dir)).interactions();
    expect(interactions?.train.array("weight")).toEqual([0.5]);
    expect(interactions?.test.array("weight")).toEqual([null, null]);
    expect(interactions?.train.array("user_rating")).toEqual([null]);
  });

  it("keeps an index where one is given", async () => {
    const contents = toyContents();
    const index = exactIndex({ dim: 4 });
    const ids = Array.from(candidates.array("movie_title")) as string[];
    await index.add(ids, await embedTable(contents.towers.candidate, candidates));
    const { dir } = await writeBundle(temporaryFolder(), { ...contents, index });
    const found = await (await readBundle(dir)).index();
    expect(found?.size).toBe(6);
    expect(found?.vector("Diva")).toEqual(index.vector("Diva"));
    const { dir: plain } = await writeBundle(temporaryFolder(), contents);
    expect(await (await readBundle(plain)).index()).toBeUndefined();
  });

  it("is found by path, relative path and file URL", async () => {
    const { dir, digest } = await writeBundle(join(temporaryFolder(), "made", "on the way"), {
      ...toyContents(),
    });
    for (const location of [
      dir,
      relative(process.cwd(), dir),
      pathToFileURL(dir),
      pathToFileURL(dir).href,
    ]) {
      expect((await readBundle(location)).digest).toBe(digest);
    }
  });
});

describe("the files of a bundle", () => {
  it("are the manifest and the parts that it names, by their own digests", async () => {
    const { dir, digest } = await writeBundle(temporaryFolder(), toyContents());
    const sha256 = (file: string) =>
      createHash("sha256")
        .update(readFileSync(join(dir, file)))
        .digest("hex");
    expect(sha256("manifest.json")).toBe(digest);
    const { parts } = JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8"));
    for (const [kind, extension] of [
      ["weights", "safetensors"],
      ["candidates", "arrow"],
      ["interactions", "arrow"],
    ] as const) {
      const { file, bytes, sha256: named } = parts[kind];
      expect(file).toBe(`${kind}-${named.slice(0, 16)}.${extension}`);
      expect(sha256(file)).toBe(named);
      expect(readFileSync(join(dir, file)).length).toBe(bytes);
    }
    const files = Object.values(parts).map((part) => (part as { file: string }).file);
    expect(readdirSync(dir).sort()).toEqual([...files, "manifest.json"].sort());
  });

  it("are the same for the same contents, wherever and in whatever order they were made", async () => {
    const one = await writeBundle(temporaryFolder(), toyContents());
    const contents = toyContents();
    const settings = Object.fromEntries(Object.entries(contents.settings).reverse());
    const two = await writeBundle(join(temporaryFolder(), "elsewhere"), { ...contents, settings });
    expect(two.digest).toBe(one.digest);
    for (const file of readdirSync(one.dir)) {
      const [a, b] = [one.dir, two.dir].map((dir) => readFileSync(join(dir, file)));
      expect(a?.equals(b as Buffer)).toBe(true);
    }
    const other = await writeBundle(temporaryFolder(), toyContents({ seed: 43 }));
    expect(other.digest).not.toBe(one.digest);
  });
});

describe("writeBundle refuses, before it writes", () => {
  const withNaN = () => {
    const contents = toyContents();
    const [{ data }] = contents.towers.query.tables();
    data[5] = Number.NaN;
    return contents;
  };
  const columns = (table: typeof train, dropped: string) =>
    tableFromColumns(
      Object.fromEntries(
        table
          .columnNames()
          .filter((name) => name !== dropped)
          .map((name) => [name, table.array(name)]),
      ),
    );
  it.each<[what: string, changes: Partial<BundleContents>, message: RegExp]>([
    ["a setting that JSON lacks", { settings: { at: new Date(0) } }, /settings\.at/],
    ["a nameless key", { itemKey: "nope" }, /candidates: there is no column "nope"/],
    [
      "candidates without a tower's input",
      { candidates: tableFromColumns({ id: ["1"] }), itemKey: "id" },
      /no column "movie_title"/,
    ],
    [
      "the same item twice",
      { candidates: tableFromColumns({ movie_title: ["Heat", "Fargo", "Heat"] }) },
      /movie_title "Heat" twice, in rows 0 and 2/,
    ],
    [
      "an item without an id",
      { candidates: tableFromColumns({ movie_title: ["a", "b"], id: ["1", null] }), itemKey: "id" },
      /candidates, row 1: id must be a string or a number, got null/,
    ],
    ["no items", { candidates: tableFromColumns({ movie_title: [] }) }, /at least one item/],
    [
      "interactions without the item key",
      { interactions: { train, test: columns(test, "movie_title") } },
      /interactions\.test: there is no column "movie_title"/,
    ],
    [
      "interactions without a query input",
      { interactions: { train: columns(train, "user_id") } },
      /interactions\.train: there is no column "user_id"/,
    ],
    [
      "interactions with a column of our own name",
      {
        interactions: {
          train: tableFromColumns({ ...columnsOf(train), part: train.array("user_id") }),
        },
      },
      /column "part"/,
    ],
    [
      "a split of no number of rows",
      { split: { kind: "none", train: Number.NaN, test: 0, seed: null } },
      /split\.train must be a whole number/,
    ],
    ["a key without a name", { queryKey: "" }, /queryKey must be a string/],
    ["an index of another width", { index: exactIndex({ dim: 3 }) }, /index must be/],
  ])("%s", async (_what, changes, message) => {
    const dir = join(temporaryFolder(), "bundle");
    const written = writeBundle(dir, { ...toyContents(), ...changes });
    await expect(written).rejects.toThrow(ConfigError);
    await expect(written).rejects.toThrow(message);
    expect(() => readdirSync(dir)).toThrow(/ENOENT/);
  });

  it.each<[what: string, contents: () => BundleContents, message: RegExp]>([
    ["a weight", withNaN, /the query tower's table "user_id"\[5\] is NaN/],
    ["a metric", () => ({ ...toyContents(), metrics: { a: [1, Number.NaN] } }), /metrics\.a\[1\]/],
    ["a setting", () => ({ ...toyContents(), settings: { rate: Infinity } }), /settings\.rate/],
  ])("%s that is not finite", async (_what, contents, message) => {
    const written = writeBundle(temporaryFolder(), contents());
    await expect(written).rejects.toThrow(NumericError);
    await expect(written).rejects.toThrow(message);
  });
});
