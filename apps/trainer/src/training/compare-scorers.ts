import type { TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { Id, Scorer } from "@towerkit/retrieval";
import { evaluateScorer, type RankingMetrics, type Ties } from "@towerkit/tasks";
import type { TestMetrics } from "../recipes/recipe.js";

/** What the scorers rank, and by which rule. */
export interface Comparison {
  readonly train: TableLike;
  readonly test: TableLike;
  readonly candidateIds: readonly Id[];
  readonly itemKey: string;
  readonly ties?: Ties;
  readonly runtime: Runtime;
}

/** Ranks the test rows by each scorer, in one pass with all items and with those seen in training left out. */
export async function compareScorers<Name extends string>(
  scorers: Readonly<Record<Name, Scorer>>,
  { train, test, ...options }: Comparison,
): Promise<Record<Name, TestMetrics>> {
  const results: Partial<Record<Name, TestMetrics>> = {};
  for (const name of Object.keys(scorers) as Name[]) {
    const { metrics, withSeen } = await evaluateScorer(scorers[name], test, {
      ...options,
      exclude: train,
      withSeen: true,
    });
    results[name] = { test: withSeen as RankingMetrics, testSeenExcluded: metrics };
  }
  return results as Record<Name, TestMetrics>;
}
