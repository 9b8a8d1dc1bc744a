import { join } from "node:path";
import { readBundle } from "@towerkit/bundle";
import { temporaryFolder } from "@towerkit/test-utils";
import { beforeAll, describe, expect, it } from "vitest";
import { readJson } from "../../test/json.js";
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
import { trainSchema } from "../schema/train.js";

const orders = makeOrders();

async function trainOn(content: string | Uint8Array, ...options: readonly string[]) {
  const file = writeMade("orders.csv", content);
  const out = join(temporaryFolder(), "bundle");
  const { exitCode, stdout, stderr } = await run("train", "--data", file, "--out", out, ...options);
  expect({ exitCode, fault: stderr.match(/^towerkit:.*/m) }).toEqual({ exitCode: 0, fault: null });
  return {
    file,
    out,
    stdout,
    stderr,
    report: await readJson(join(out, "report.json"), trainSchema),
  };
}

/** What of a run depends on the rows alone, not on the file that they came in. */
async function figuresOf({ out, report }: Awaited<ReturnType<typeof trainOn>>) {
  const { epochs, test, testSeenExcluded, baselines, counts, split } = report;
  const { parts } = (await readBundle(out)).manifest;
  const losses = epochs.map(({ loss }) => loss);
  return { losses, test, testSeenExcluded, baselines, counts, split, parts };
}

describe("towerkit train --data", () => {
  it("prints the data, the losses, the metrics, an example, and what to do next", async () => {
    const { file, out, stdout, stderr } = await trainOn(asCsv(orders), ...ALL_COLUMNS);
    expect(stdout.split("\n").slice(0, 2)).toEqual([
      `Your data from ${file}: 600 interactions of 60 items by 60 users, 2023-11-14 to 2023-12-09.`,
      "480 rows to train on, 120 to test (random split).",
    ]);
    expect(stdout).toContain("How often the true item is among the first k of all items:");
    expect(stdout.match(/^ {2}(model|popularity|random)( +\d\.\d{5}){5}$/gm)).toHaveLength(7);
    expect(stdout).toContain("For user Customer, 0, among items not seen in training:");
    expect(stdout.match(/^\d\. +-?\d+\.\d{4} {2}sku \d+$/gm)).toHaveLength(5);
    expect(stdout).toContain(`The bundle is in ${out}`);
    expect(stdout).toMatch(/npx towerkit recommend \S+ --user "Customer, \d+" --exclude-seen/);
    expect(stdout).toMatch(/npx towerkit similar \S+ --item "sku \d+"/);
    expect(stdout).not.toMatch(/film|npm run demo|MovieLens/);
    expect(stderr.match(/^epoch \d\/3: loss .* \(chance .*\)$/gm)).toHaveLength(3);
  });

  it("writes the report of a recipe, and a bundle that says what it was trained on", async () => {
    const json = join(temporaryFolder(), "report.json");
    const { out, report } = await trainOn(asCsv(orders), ...ALL_COLUMNS, "--json", json);
    expect(await readJson(json, trainSchema)).toEqual(report);
    const split = { kind: "random", train: 480, test: 120, seed: 42 };
    expect(report).toMatchObject({
      recipe: "quickstart",
      dataset: "orders.csv",
      synthetic: false,
      seed: 42,
      split,
      counts: { unknownItems: 0, mergedCandidates: 0 },
    });
    const bundle = await readBundle(out);
    expect(bundle.manifest).toMatchObject({
      itemKey: "item_id",
      queryKey: "user_id",
      split,
      dataset: { name: "orders.csv", synthetic: false },
      settings: { recipe: "quickstart" },
    });
    const { train, test } = (await bundle.interactions()) ?? expect.fail("no interactions");
    expect([train.numRows(), test.numRows()]).toEqual([480, 120]);
    expect(train.columnNames().toSorted()).toEqual([
      ...["item_id", "timestamp", "user_id", "user_rating"],
    ]);
  });

  it("learns who likes what: far above popularity and random", async () => {
    const { report } = await trainOn(asCsv(orders), ...COLUMNS, "--epochs", "30");
    const { testSeenExcluded, baselines } = report;
    const top10 = testSeenExcluded.top_k["10"];
    expect(report.epochs).toHaveLength(30);
    expect(top10).toBeGreaterThan(2 * baselines.popularity.testSeenExcluded.top_k["10"]);
    expect(top10).toBeGreaterThan(2 * baselines.random.testSeenExcluded.top_k["10"]);
  });

  it("learns the same of the same rows in any format", async () => {
    const usual = await figuresOf(await trainOn(asCsv(orders), ...ALL_COLUMNS));
    for (const content of [
      asCsv(orders, { end: "\r\n", start: "\ufeff" }),
      asParquet(orders),
      asArrow(orders),
    ]) {
      expect(await figuresOf(await trainOn(content, ...ALL_COLUMNS))).toEqual(usual);
    }
  });

  it("gives the same bundle for the same seed, and another for another", async () => {
    const digestOf = async (...options: readonly string[]) =>
      (await trainOn(asCsv(orders), ...COLUMNS, ...options)).report.bundle.digest;
    const usual = await digestOf("--seed", "7");
    expect(await digestOf("--seed", "7")).toBe(usual);
    expect(await digestOf("--seed", "8")).not.toBe(usual);
    expect(await digestOf("--seed", "7", "--split-seed", "8")).not.toBe(usual);
  });

  it("keeps repeats or the last of them, as it is told", async () => {
    const repeated = asCsv([...orders, ...orders.slice(0, 5)]);
    const rowsOf = async (what: string) => {
      const { train, test } = (await trainOn(repeated, ...COLUMNS, "--on-duplicate", what)).report
        .split;
      return train + test;
    };
    expect([await rowsOf("keep"), await rowsOf("last")]).toEqual([605, 600]);
  });

  it("trains on three rows, with one user and one item", async () => {
    const text = "customer,sku,ordered\na,x,1\na,x,2\na,x,3\n";
    const { report, stdout } = await trainOn(text, ...COLUMNS, "--time", "ordered");
    expect(report.split).toMatchObject({ train: 2, test: 1 });
    expect(report.test.top_k["1"]).toBe(1);
    expect(stdout).toContain("--user a --exclude-seen");
  });
});

describe("a bundle of one's own data", () => {
  const file = writeMade("orders.csv", asCsv(orders));
  const out = join(temporaryFolder(), "bundle");
  beforeAll(() => run("train", "--data", file, "--out", out, ...ALL_COLUMNS));

  it("recommends items by their ids, none of which the user has", async () => {
    const { train } = (await (await readBundle(out)).interactions()) ?? expect.fail("none");
    const user = "Customer, 7";
    const seen = new Set<unknown>();
    for (let row = 0; row < train.numRows(); row++) {
      if (train.get("user_id", row) === user) seen.add(train.get("item_id", row));
    }
    const { exitCode, stdout, stderr } = await run(
      ...["recommend", out, "--user", user, "-k", "100", "--exclude-seen"],
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const items = [...stdout.matchAll(/^ *\d+\. +-?[\d.]+ {2}(sku \d+)$/gm)].map(([, id]) => id);
    expect(items).toHaveLength(60 - seen.size);
    expect(items.filter((id) => seen.has(id))).toEqual([]);
  });

  it("answers similar, score and embed", async () => {
    const similar = await run("similar", out, "--item", "sku 0", "-k", "2");
    expect(similar.stdout).toMatch(/^1\. +-?\d\.\d{4} {2}sku \d+\n2\. /);
    const score = await run("score", out, "--user", "Customer, 7", "--items", "sku 0", "sku 1");
    expect(score.stdout).toMatch(/^ ?-?\d\.\d{4} {2}sku 0\n ?-?\d\.\d{4} {2}sku 1\n$/);
    const embed = await run("embed", out, "--user", "Customer, 7");
    expect(JSON.parse(embed.stdout)).toHaveLength(32);
  });

  it("evaluates to the figures of the report", async () => {
    const { stdout } = await run("evaluate", out, "--exclude-seen", "--json", "-");
    const report = await readJson(join(out, "report.json"), trainSchema);
    const { test, testSeenExcluded, counts } = report;
    expect(JSON.parse(stdout)).toEqual({ schema: 1, test, testSeenExcluded, counts });
  });

  it("gives popular items to a user never seen", async () => {
    const { exitCode, stderr } = await run("recommend", out, "--user", "nobody");
    expect(exitCode).toBe(0);
    expect(stderr).toBe(
      'warning: training never saw {"user_id":"nobody"}: these are the most popular items.\n',
    );
  });
});
