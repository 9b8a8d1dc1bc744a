import { evaluateScorer, movielens } from "towerkit";
import { dataDir } from "../../where.js";
import type { Ranker, Settings, Training } from "../quality/rankers.js";
import type { RowsOf1m, SplitOf1m } from "./splits.js";

/** Means over users, among the first ten of all films that the user has in no other row. */
export interface Found {
  readonly recall: number;
  readonly ndcg: number;
  readonly mrr: number;
}

/** What a report or an evaluation has of it. */
type PerUser = Readonly<Record<"recall" | "ndcg" | "mrr", Readonly<Record<string, number>>>>;

export const foundIn = ({ recall, ndcg, mrr }: PerUser): Found => ({
  recall: recall["10"] as number,
  ndcg: ndcg["10"] as number,
  mrr: mrr["10"] as number,
});

/** Rows to learn from, to be guessed, and whose films are left out. */
export type Parts = Pick<RowsOf1m, "train" | "test" | "seen">;

/** The rows of a split, by its seed. */
export async function loadParts(split: SplitOf1m) {
  const { ratings, movies } = await movielens("1m", { dataDir });
  return {
    candidateIds: [...new Set(movies.array("movie_title"))],
    /** What settings are chosen by. */
    validation: (seed: number): Parts => {
      const { train, validation } = split(ratings, seed);
      if (validation === undefined) throw new Error("no rows are set aside to choose settings by");
      return { train, test: validation, seen: train };
    },
    test: (seed: number): Parts => split(ratings, seed),
  };
}

/** What a ranker of other kinds comes to. */
export async function measure(
  ranker: Ranker,
  settings: Settings,
  { train, test, seen, ...options }: Parts & Omit<Training, "train">,
): Promise<Found> {
  const scorer = await ranker.learn({ train, ...options }, settings);
  const { metrics } = await evaluateScorer(scorer, test, { ...options, exclude: seen });
  return foundIn(metrics);
}
