import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CannotRun, type Context, type Findings, type Part } from "./part.js";
import { isMissed, type Outcome, runParts, summaryTable } from "./run-parts.js";

const part = (name: string, run: (context: Context) => Promise<Findings>): Part => ({
  name,
  title: `Title of ${name}`,
  page: "figures.md",
  run,
});
const finds = (...missed: string[]) => Promise.resolve({ section: "a table", missed });

const PARTS = [
  part("holds", () => finds()),
  part("breaks", () => Promise.reject(new Error("no such thing\nmore"))),
  part("lacks", () => Promise.reject(new CannotRun("there is no data"))),
  part("misses", () => finds("a is 1, not 2", "b is 2, not 3")),
];

async function outcomesOf(
  parts: readonly Part[],
): Promise<{ outcomes: Outcome[]; told: string[] }> {
  const told: string[] = [];
  const outcomes = await runParts(parts, {
    say: (line) => told.push(line.trim()),
    finished: async (outcome) => {
      told.push(`finished ${outcome.part.name}`);
    },
  });
  return { outcomes, told };
}

describe("runParts", () => {
  it("runs one after another, past those that break off or cannot run", async () => {
    const { told } = await outcomesOf(PARTS);
    expect(told).toEqual(PARTS.flatMap(({ name, title }) => [title, `finished ${name}`]));
  });

  it("counts as missed what is not as asked and what broke off, not what cannot run", async () => {
    const { outcomes } = await outcomesOf(PARTS);
    expect(outcomes.filter(isMissed).map((each) => each.part.name)).toEqual(["breaks", "misses"]);
  });

  it("gives each part a folder that is gone afterwards", async () => {
    const folders: string[] = [];
    const looks = part("looks", async ({ folder }) => {
      expect(existsSync(folder)).toBe(true);
      folders.push(folder);
      return finds();
    });
    await outcomesOf([looks, { ...looks, name: "looks again" }]);
    expect(new Set(folders).size).toBe(2);
    expect(folders.some((folder) => existsSync(folder))).toBe(false);
  });
});

describe("summaryTable", () => {
  it("says of each part whether it holds, and why not", async () => {
    const { rows } = summaryTable((await outcomesOf(PARTS)).outcomes);
    expect(rows).toEqual([
      ["holds", "yes", "0", ""],
      ["breaks", "NO", "0", "Error: no such thing"],
      ["lacks", "did not run", "0", "there is no data"],
      ["misses", "NO", "0", "a is 1, not 2; b is 2, not 3"],
    ]);
  });
});
