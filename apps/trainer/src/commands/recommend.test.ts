import { appendFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { readBundle } from "@towerkit/bundle";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { readJson } from "../../test/json.js";
import { run } from "../../test/run.js";
import { toyBundle } from "../../test/toy.js";
import { recommendSchema } from "../schema/recommend.js";

const trained = toyBundle();
const bare = toyBundle("--no-interactions");

async function recommend(...options: readonly string[]) {
  const { exitCode, stdout, stderr } = await run(
    "recommend",
    trained.dir,
    ...options,
    "--json",
    "-",
  );
  expect(exitCode).toBe(0);
  return { ...recommendSchema.parse(JSON.parse(stdout)), stderr };
}

/** The titles that each user rated in training. */
async function seenTitles(): Promise<Map<string, Set<unknown>>> {
  const interactions = await (await readBundle(trained.dir)).interactions();
  const seen = new Map<string, Set<unknown>>();
  if (interactions === undefined) return seen;
  const { train } = interactions;
  for (let row = 0; row < train.numRows(); row++) {
    const user = String(train.get("user_id", row));
    if (!seen.has(user)) seen.set(user, new Set());
    seen.get(user)?.add(train.get("movie_title", row));
  }
  return seen;
}

describe("towerkit recommend", () => {
  it("prints titles with scores, best first", async () => {
    const { exitCode, stdout, stderr } = await run(
      "recommend",
      trained.dir,
      "--user",
      "42",
      "-k",
      "5",
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const scores = [...stdout.matchAll(/^\d\. +(-?\d+\.\d{4}) {2}\S.*$/gm)].map(([, s]) =>
      Number(s),
    );
    expect(scores).toHaveLength(5);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it("writes JSON of its schema", async () => {
    const json = join(temporaryFolder(), "films.json");
    await run("recommend", trained.dir, "--user", "42", "-k", "3", "--json", json);
    const report = await readJson(json, recommendSchema);
    expect(report).toMatchObject({ query: { user_id: "42" }, coldStart: false });
    expect(report.items).toHaveLength(3);
  });

  it("recommends to no user what that user rated in training, with --exclude-seen", async () => {
    const seen = await seenTitles();
    expect(seen.size).toBe(60);
    for (const [user, titles] of seen) {
      const { items } = await recommend("--user", user, "-k", "2000", "--exclude-seen");
      expect(items).toHaveLength(45 - titles.size);
      expect(items.filter(({ title }) => titles.has(title))).toEqual([]);
    }
  });

  it("prints what there is where -k asks for more", async () => {
    expect((await recommend("--user", "42", "-k", "2000")).items).toHaveLength(45);
  });

  it("reads the query from --query as from --user", async () => {
    const { items } = await recommend("--query", '{"user_id":"42"}');
    expect(items).toEqual((await recommend("--user", "42")).items);
  });

  it("warns once and gives popular items to a user never seen", async () => {
    const { coldStart, items, stderr } = await recommend("--user", "4242");
    expect(coldStart).toBe(true);
    expect(items).toHaveLength(10);
    expect(stderr.match(/^warning: .*$/gm)).toEqual([
      'warning: training never saw {"user_id":"4242"}: these are the most popular items.',
    ]);
    const counts = items.map(({ score }) => score);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });

  it("exits 1 for a user never seen, with --strict", async () => {
    const { exitCode, stdout, stderr } = await run(
      ...["recommend", trained.dir, "--user", "4242", "--strict"],
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^towerkit: [^\n]*4242[^\n]*\n$/);
  });

  it("exits 2 for --exclude-seen where the bundle has no interactions, and works without it", async () => {
    const refused = await run("recommend", bare.dir, "--user", "42", "--exclude-seen");
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toMatch(/^towerkit: --exclude-seen [^\n]*--no-interactions[^\n]*\n$/);
    expect((await run("recommend", bare.dir, "--user", "42")).exitCode).toBe(0);
  });

  it("exits 2 for a query of the wrong shape", async () => {
    for (const query of ["{", "[]", "{}", '{"user_id":42}']) {
      const { exitCode, stderr } = await run("recommend", trained.dir, "--query", query);
      expect({ query, exitCode }).toEqual({ query, exitCode: 2 });
      expect(stderr).toMatch(/^towerkit: --query[^\n]*\n$/);
    }
  });

  it("says how to install an engine that is not there, and exits 1", async () => {
    const { exitCode, stderr } = await run(
      ...["recommend", trained.dir, "--user", "42", "--engine", "tfjs-node"],
    );
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^towerkit: [^\n]*npm i @tensorflow\/tfjs-node[^\n]*\n$/);
  });

  it("names a damaged part in one line, and exits 1", async () => {
    const parts = await readdir(bare.dir);
    const weights = parts.find((name) => name.startsWith("weights-")) ?? "none";
    await appendFile(join(bare.dir, weights), "x");
    const { exitCode, stderr } = await run("recommend", bare.dir, "--user", "42");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^towerkit: [^\n]+\n$/);
    expect(stderr).toContain(weights);
  });
});
