import type { TableLike } from "@towerkit/core";
import { evaluateScorer, movielens, randomSplit } from "towerkit";
import { dataDir } from "../../where.js";
import type { KeptRuns } from "../recipes/kept-runs.js";
import type { Ranker, Settings, Training } from "./rankers.js";
import type { QualityRow } from "./rows.js";

/** Share of rows whose item is among the first 100: of all items, and of those not seen. */
export interface Accuracy {
  readonly top100: number;
  readonly top100Unseen: number;
}

/** What was measured, kept between runs. */
export type Kept = Pick<KeptRuns<Accuracy>, "get" | "keep">;

export interface TuneOptions {
  readonly row: QualityRow;
  readonly ranker: Ranker;
  readonly seeds: readonly number[];
  readonly runtime: Training["runtime"];
  readonly kept: Kept;
  say(line: string): void;
}

/** A ranker with its best settings: what they are, and one result a seed. */
export interface Tuned {
  readonly settings: Settings;
  readonly found: readonly Accuracy[];
}

/** The share of the train rows that settings are chosen by, as `towerkit tune` has it. */
const VALIDATION = 0.1;

/**
 * Chooses a ranker's settings on a tenth of the train rows of the first seed, by the mean of both measures
 * and by the second alone, and ranks the test rows of every seed with them.
 */
export async function tuned(options: TuneOptions): Promise<readonly Tuned[]> {
  const { row, ranker, seeds, kept, say } = options;
  const [first = 42] = seeds;
  const load = await splitsOf(row);
  const measured = async (
    name: string,
    of: () => { train: TableLike; test: TableLike },
    settings: Settings,
  ) => {
    const key = [row.dataset, ranker.name, name, ...Object.values(settings)].join("-");
    const known = await kept.get(key);
    if (known !== undefined) return known;
    say(key);
    const found = await measure(options, { ...of(), settings, candidateIds: load.candidateIds });
    await kept.keep(key, found);
    return found;
  };
  const validated: { settings: Settings; found: Accuracy }[] = [];
  for (const settings of ranker.settings) {
    const found = await measured("validation", () => load.validation(first), settings);
    validated.push({ settings, found });
  }
  const chosen = [
    bestOf(validated, ({ top100, top100Unseen }) => top100 + top100Unseen),
    bestOf(validated, ({ top100Unseen }) => top100Unseen),
  ];
  const results: Tuned[] = [];
  for (const settings of new Set(chosen)) {
    const found: Accuracy[] = [];
    for (const seed of seeds) {
      found.push(await measured(`test-${seed}`, () => load.test(seed), settings));
    }
    results.push({ settings, found });
  }
  return results;
}

/** The settings of the highest score; of equal ones the earlier. */
export function bestOf(
  validated: readonly { readonly settings: Settings; readonly found: Accuracy }[],
  score: (found: Accuracy) => number,
): Settings {
  const best = validated.reduce((one, other) =>
    score(other.found) > score(one.found) ? other : one,
  );
  return best.settings;
}

/** The splits that the recipes make, and those that their settings are chosen by. */
async function splitsOf({ dataset, test, itemKey }: QualityRow) {
  const { ratings, movies } = await movielens(dataset, { dataDir });
  const split = (seed: number) => randomSplit(ratings, { test, seed });
  return {
    candidateIds: [...new Set(movies.array(itemKey as "movie_id"))] as string[],
    test: split,
    validation: (seed: number) => randomSplit(split(seed).train, { test: VALIDATION, seed }),
  };
}

async function measure(
  { row, ranker, runtime }: TuneOptions,
  {
    train,
    test,
    settings,
    candidateIds,
  }: Pick<Training, "train" | "candidateIds"> & { test: TableLike; settings: Settings },
): Promise<Accuracy> {
  const { itemKey } = row;
  const scorer = await ranker.learn({ train, candidateIds, itemKey, runtime }, settings);
  const options = { candidateIds, itemKey, runtime };
  const all = await evaluateScorer(scorer, test, options);
  const unseen = await evaluateScorer(scorer, test, { ...options, exclude: train });
  return { top100: all.metrics.top_k[100], top100Unseen: unseen.metrics.top_k[100] };
}
