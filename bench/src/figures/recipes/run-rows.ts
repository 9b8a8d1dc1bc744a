import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Report, runRecipe } from "../../run-recipe.js";
import type { KeptRuns } from "./kept-runs.js";
import type { RecipeRow } from "./row.js";

export interface RunRowsOptions {
  readonly seeds: readonly number[];
  readonly kept: KeptRuns;
  say(line: string): void;
  /** Default: the command line as a process of its own, on one thread. */
  readonly run?: typeof runRecipe;
}

/**
 * Runs every row with every seed, two at a time, each on one thread: figures do not depend on
 * threads. What was run before is taken as it is.
 * @returns the reports of each recipe, in the order of the seeds.
 */
export async function runRows(
  rows: readonly RecipeRow[],
  { seeds, kept, say, run = runRecipe }: RunRowsOptions,
): Promise<Map<string, readonly Report[]>> {
  const finished = new Map<string, Promise<Report>>();
  const slots = new Slots(2);
  const nameOf = (recipe: string, seed: number) => `${recipe}-${seed}`;
  const neededLater = new Set(rows.map(({ startsFrom }) => startsFrom));

  async function reportOf(row: RecipeRow, seed: number): Promise<Report> {
    const { recipe, startsFrom, validateEvery = 1 } = row;
    const name = nameOf(recipe, seed);
    const known = await kept.get(name);
    if (known) return known;
    if (startsFrom !== undefined) await finished.get(nameOf(startsFrom, seed));
    return slots.use(async () => {
      say(`${recipe}, seed ${seed}`);
      const out = join(kept.bundles(seed), recipe);
      const { report } = await run(recipe, {
        seed,
        threads: 1,
        out,
        ...(validateEvery !== "own" && { validateEvery }),
      });
      if (!neededLater.has(recipe)) await rm(out, { recursive: true, force: true });
      await kept.keep(name, report);
      return report;
    });
  }

  for (const row of rows) {
    for (const seed of seeds) finished.set(nameOf(row.recipe, seed), reportOf(row, seed));
  }
  // One that breaks off keeps none of the others from being run and kept.
  await Promise.allSettled(finished.values());
  const reports = new Map<string, readonly Report[]>();
  for (const { recipe } of rows) {
    const runs = seeds.map((seed) => finished.get(nameOf(recipe, seed)) as Promise<Report>);
    reports.set(recipe, await Promise.all(runs));
  }
  return reports;
}

/** Lets so many works go on at once; the others wait in line. */
class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
