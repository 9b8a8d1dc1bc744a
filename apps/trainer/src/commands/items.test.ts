import { describe, expect, it } from "vitest";
import { run } from "../../test/run.js";
import { toyBundle } from "../../test/toy.js";
import { embedSchema, recommendSchema, scoreSchema, similarSchema } from "../schema/recommend.js";

const trained = toyBundle();

async function json(command: string, ...options: readonly string[]): Promise<unknown> {
  const { exitCode, stdout, stderr } = await run(command, trained.dir, ...options, "--json", "-");
  expect({ exitCode, fault: stderr.match(/^towerkit.*/m) }).toEqual({ exitCode: 0, fault: null });
  return JSON.parse(stdout);
}

async function bestFor42(k: number) {
  return recommendSchema.parse(await json("recommend", "--user", "42", "-k", String(k))).items;
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? Number.NaN), 0);

describe("towerkit similar", () => {
  it("gives the neighbours of an item by cosine, best first, without itself", async () => {
    const [best] = await bestFor42(1);
    const title = best?.title ?? "";
    const { item, items } = similarSchema.parse(await json("similar", "--item", title, "-k", "44"));
    expect(item).toBe(title);
    expect(items).toHaveLength(44);
    expect(items.map((one) => one.title)).not.toContain(title);
    const scores = items.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(Math.max(...scores)).toBeLessThanOrEqual(1);
  });

  it("exits 1 and names an item that is not there", async () => {
    const { exitCode, stderr } = await run("similar", trained.dir, "--item", "No Film (1900)");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^towerkit: [^\n]*No Film \(1900\)[^\n]*\n$/);
  });
});

describe("towerkit embed and score", () => {
  it("agree with recommend: a score is the dot product of two embeddings", async () => {
    const best = await bestFor42(3);
    const query = embedSchema.parse(await json("embed", "--user", "42")).embedding;
    expect(query).toHaveLength(32);
    for (const { title, score } of best) {
      const item = embedSchema.parse(await json("embed", "--item", title)).embedding;
      expect(dot(query, item)).toBeCloseTo(score, 5);
    }
  });

  it("score items in the order asked for, as recommend scores them", async () => {
    const best = (await bestFor42(3)).reverse();
    const titles = best.map(({ title }) => title);
    const { items } = scoreSchema.parse(await json("score", "--user", "42", "--items", ...titles));
    expect(items).toEqual(best.map(({ id, score }) => ({ id, score })));
  });

  it("print one line of JSON, and one line an item", async () => {
    const [best] = await bestFor42(1);
    const embedding = await run("embed", trained.dir, "--user", "42");
    expect(JSON.parse(embedding.stdout)).toHaveLength(32);
    expect(embedding.stdout.split("\n")).toHaveLength(2);
    const scores = await run("score", trained.dir, "--user", "42", "--items", best?.title ?? "");
    expect(scores.stdout).toBe(`${best?.score.toFixed(4)}  ${best?.title}\n`);
  });

  it("warn of a user that training never saw", async () => {
    const [best] = await bestFor42(1);
    const embedding = await run("embed", trained.dir, "--user", "4242");
    expect(embedding).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/^warning: .*\n$/),
    });
    const scores = await run("score", trained.dir, "--user", "4242", "--items", best?.title ?? "");
    expect(scores).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/^warning: .*\n$/) });
  });

  it("exit 2 where two things are named, or none", async () => {
    const both = await run("embed", trained.dir, "--user", "42", "--item", "Heat (1995)");
    expect(both).toMatchObject({ exitCode: 2, stdout: "" });
    const none = await run("embed", trained.dir);
    expect(none).toMatchObject({ exitCode: 2, stdout: "" });
  });
});
