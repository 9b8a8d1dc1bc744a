import type { Runtime } from "@towerkit/kernels";
import type { Evaluation, FitProgress, History } from "@towerkit/models";
import type { Recommendations } from "@towerkit/retrieval";
import type { RankingMetrics } from "@towerkit/tasks";
import type { Ratings100k } from "../training/movielens.js";

/** A lesson that trains a model, as the command line lists it. */
export interface Recipe {
  readonly name: string;
  readonly dataset: string;
  readonly description: string;
  /** Whether the split has a seed of its own. */
  readonly hasRandomSplit: boolean;
  run(context: RecipeContext): Promise<RecipeResult>;
}

/** What the command line gives whatever trains a model. */
export interface TrainingContext {
  readonly seed: number;
  readonly splitSeed: number;
  /** As asked for on the command line; a recipe has its own default. */
  readonly epochs: number | undefined;
  /** The folder of the bundle. */
  readonly out: string;
  /** Whether the train and test rows go into the bundle. */
  readonly interactions: boolean;
  readonly runtime: Runtime;
  readonly onProgress: (progress: FitProgress) => void;
  readonly onWarning: (message: string) => void;
  /** Seconds since the recipe began, for timings. */
  elapsed(): number;
}

/** What the command line gives a recipe. */
export interface RecipeContext extends TrainingContext {
  /** Loads MovieLens 100k; `orSynthetic` lets made data stand in where there is none to be had. */
  movielens100k(options?: { orSynthetic?: boolean }): Promise<Ratings100k>;
}

/** Metrics of a ranker on the test rows: all items ranked, and those seen in training left out. */
export interface TestMetrics {
  readonly test: RankingMetrics;
  readonly testSeenExcluded: RankingMetrics;
}

/** What a recipe hands back for the report. */
export interface RecipeResult {
  readonly dataset: { readonly name: string; readonly synthetic: boolean };
  readonly split: SplitDescription;
  readonly history: History;
  readonly evaluation: {
    readonly train: Evaluation;
    readonly test: Evaluation;
    readonly testSeenExcluded: Evaluation;
    readonly seconds: number;
  };
  readonly baselines: { readonly popularity: TestMetrics; readonly random: TestMetrics };
  /** What one user is recommended, and another user for whom to ask. */
  readonly example: {
    readonly user: string;
    readonly anotherUser: string;
    readonly recommendations: Recommendations;
  };
  readonly bundle: { readonly dir: string; readonly digest: string };
}

/** How the rows were divided. */
export interface SplitDescription {
  readonly kind: string;
  readonly train: number;
  readonly test: number;
  readonly seed: number | null;
}
