import { ConfigError, checkInteger, checkOneOf, NumericError, shown } from "@towerkit/core";
import type { Scorer } from "@towerkit/retrieval";
import { type BootstrapOptions, checkBootstrap } from "./bootstrap.js";
import type { ItemVectors } from "./lists/diversity.js";
import { type Measures, type Metric, measuresOf } from "./names.js";
import type { EvaluateScorerOptions } from "./types.js";

/** What is asked for, checked and with its defaults filled in. */
export interface Request {
  readonly measures: Measures;
  readonly intervals:
    | (Required<BootstrapOptions> & { readonly over: "users" | "interactions" })
    | undefined;
  readonly sampled: { readonly count: number; readonly seed: number } | undefined;
  readonly itemVectors: ItemVectors | undefined;
  readonly countsTrain: boolean;
}

/**
 * Checks what is asked for.
 * @throws ConfigError for an unknown name, a number out of range, or something that another option is
 * needed for.
 */
export function requestOf(scorer: Scorer, options: EvaluateScorerOptions<Metric, number>): Request {
  const measures = measuresOf(options.metrics, options.cutoffs);
  const asksFor = (metric: Metric) => measures.ofLists.some((each) => each.metric === metric);
  const countsTrain = asksFor("popularity_bias") || asksFor("novelty");
  const { intervals, sampledNegatives: sampled } = options;
  if (options.train === undefined && (countsTrain || options.bySeen)) {
    const what = options.bySeen ? "bySeen" : "popularity_bias and novelty";
    throw new ConfigError(`${what} need train: the table that the scorer learnt from.`);
  }
  if (options.withSeen && options.exclude === undefined) {
    throw new ConfigError("withSeen needs exclude: without it, nothing seen is left out anyway.");
  }
  return {
    measures,
    countsTrain,
    intervals: intervals && {
      ...checkBootstrap(intervals),
      over: checkOneOf("intervals.over", intervals.over ?? "users", ["users", "interactions"]),
    },
    sampled: sampled && {
      count: checkInteger("sampledNegatives.count", sampled.count, 1),
      seed: checkInteger("sampledNegatives.seed", sampled.seed ?? 42, 0),
    },
    itemVectors: asksFor("diversity") ? itemVectorsOf(scorer, options.itemVectors) : undefined,
  };
}

function itemVectorsOf(scorer: Scorer, given: EvaluateScorerOptions["itemVectors"]): ItemVectors {
  if (given === undefined) {
    if (scorer.vectors === undefined) {
      throw new ConfigError(
        `diversity needs itemVectors: scorer ${shown(scorer.name)} has no vectors to compare items by.`,
      );
    }
    return { dim: scorer.vectors.dim, data: scorer.vectors.candidates };
  }
  checkInteger("itemVectors.dim", given.dim, 1);
  if (given.rows !== scorer.numCandidates || given.data.length !== given.rows * given.dim) {
    throw new ConfigError(
      `itemVectors has ${given.rows} rows and ${given.data.length} numbers of width ${given.dim}; it must ` +
        `hold a vector for each of the ${scorer.numCandidates} candidates.`,
    );
  }
  const wrong = given.data.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new NumericError(
      `itemVectors, row ${Math.floor(wrong / given.dim)}: ${given.data[wrong]} is not a finite number.`,
    );
  }
  return given;
}
