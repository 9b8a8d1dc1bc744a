import type { TableLike } from "@towerkit/core";
import type { MovieLensByName, MovieLensName } from "@towerkit/datasets";
import type { Runtime } from "@towerkit/kernels";
import type { Evaluation, FitOptions, History, MultiTaskEvaluation } from "@towerkit/models";
import type { Recommendations } from "@towerkit/retrieval";
import type { RankingMetrics, Ties } from "@towerkit/tasks";
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
  /** The recipe's name, which the bundle keeps. */
  readonly recipe: string;
  readonly seed: number;
  readonly splitSeed: number;
  /** As asked for on the command line; a recipe has its own default. */
  readonly epochs: number | undefined;
  /** The folder of the bundle. */
  readonly out: string;
  /** Whether the train and test rows go into the bundle. */
  readonly interactions: boolean;
  readonly runtime: Runtime;
  /** What every `fit` is given: where to compute, whom to tell, and where to keep checkpoints. */
  readonly training: Pick<FitOptions, "runtime" | "onProgress" | "onWarning" | "checkpoint">;
  /**
   * Has `fit` rank test and train rows after every so many epochs, for the curves: as many as the command
   * line asks for, else the recipe. Nothing is decided by what they show.
   */
  watching(test: TableLike, options?: WatchOptions): Pick<FitOptions, "validation">;
  /** Is told what the model's ranks of the test rows came to, as soon as they are known. */
  onTested(metrics: RankingMetrics): void;
  /** Seconds since the recipe began, for timings. */
  elapsed(): number;
}

/** When and how a recipe's rows are ranked while it trains. */
export interface WatchOptions {
  /** Epochs. Default: not at all, unless the command line asks for it. */
  readonly every?: number;
  readonly ties?: Ties;
}

/** What the command line gives a recipe. */
export interface RecipeContext extends TrainingContext {
  /** Loads a MovieLens data set. */
  movielens<N extends MovieLensName>(name: N): Promise<MovieLensByName[N]>;
  /** Loads MovieLens 100k, or made data where there is none to be had. */
  movielens100kOrSynthetic(): Promise<Ratings100k>;
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
    /** With `heads`, where the model predicts ratings. */
    readonly test: Evaluation & Partial<Pick<MultiTaskEvaluation, "heads">>;
    readonly testSeenExcluded: Evaluation;
    readonly seconds: number;
  };
  /** Top-k of a mixture of train and test rows, where a source tested on one. */
  readonly mixture?: Mixture;
  readonly baselines: { readonly popularity: TestMetrics; readonly random: TestMetrics };
  readonly example: Example;
  /** Further lines to print. */
  readonly notes?: readonly string[];
  readonly bundle: { readonly dir: string; readonly digest: string };
}

/** Rows of both kinds, in proportion. */
export interface Mixture extends Pick<RankingMetrics, "top_k"> {
  readonly shareOfTrainRows: number;
}

/** What somebody is recommended, and for whom to ask next. */
export interface Example {
  /** The key of who asks. Without one, `query` says who it is. */
  readonly user?: string;
  readonly query?: object;
  /** Another user for whom to ask. */
  readonly anotherUser?: string;
  readonly recommendations: Recommendations;
}

/** How the rows were divided. */
export interface SplitDescription {
  readonly kind: string;
  readonly train: number;
  readonly test: number;
  readonly seed: number | null;
}
