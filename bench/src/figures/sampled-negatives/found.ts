import type { TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import { evaluateScorer, type Id, readBundle, type Scorer, TwoTower } from "towerkit";
import { scorerOfSome } from "./scorer-of-some.js";

/** Means over users, each with one film to be found. */
export interface Found {
  /** How often it is among the first ten, of it and the drawn films. */
  readonly hitRate: number;
  readonly ndcg: number;
  /** How often it is among the first ten of all films that the user has not rated before. */
  readonly hitRateOfAll: number;
}

/** The same for every ranker: they depend on this seed and the row's number alone. */
export const NEGATIVES = { count: 100, seed: 42 };

/** Rows that were learned from, and each user's last. */
export interface LastOut extends Record<"train" | "test", TableLike> {
  readonly candidateIds: readonly Id[];
}

export interface MeasureOptions {
  readonly runtime: Runtime;
  /** What a query is made of. Default: the user. */
  readonly queryColumns?: readonly string[];
  /** Default: those that the figures have. */
  readonly negatives?: typeof NEGATIVES;
}

const ITEM = "movie_title";

/** Ranks each user's last film among drawn ones; films without a single rating are not drawn. */
export async function measure(
  scorer: Scorer,
  { train, test, candidateIds }: LastOut,
  { negatives = NEGATIVES, ...options }: MeasureOptions,
): Promise<Found> {
  const rated = new Set([train, test].flatMap((rows) => Array.from(rows.array(ITEM) as Id[])));
  const places = [...candidateIds.keys()].filter((place) => rated.has(candidateIds[place] as Id));
  const { metrics, sampledNegatives } = await evaluateScorer(scorerOfSome(scorer, places), test, {
    ...options,
    candidateIds: places.map((place) => candidateIds[place] as Id),
    itemKey: ITEM,
    exclude: train,
    metrics: ["hit_rate", "ndcg"],
    cutoffs: [10],
    sampledNegatives: negatives,
  });
  if (sampledNegatives === undefined || sampledNegatives.rowsWithFewer > 0) {
    throw new Error("some users have rated so much that too few films are left to be drawn");
  }
  return {
    hitRate: sampledNegatives.metrics.hit_rate["10"],
    ndcg: sampledNegatives.metrics.ndcg["10"],
    hitRateOfAll: metrics.hit_rate["10"],
  };
}

/** The same of a recipe's bundle, on the rows that it holds. */
export async function measureBundle(folder: string, runtime: Runtime): Promise<Found> {
  const bundle = await readBundle(folder);
  const rows = await bundle.interactions();
  if (rows === undefined) throw new Error(`${folder} holds no rows`);
  const model = await TwoTower.load(bundle);
  const { candidateIds, towers } = model;
  const lastOut = { ...rows, candidateIds };
  return measure(await model.scorer({ runtime }), lastOut, {
    runtime,
    queryColumns: towers.query.inputs,
  });
}
