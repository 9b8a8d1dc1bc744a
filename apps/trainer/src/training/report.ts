import type { Engine } from "@towerkit/engine";
import type { Evaluation } from "@towerkit/models";
import type { RankingMetrics } from "@towerkit/tasks";
import type { RecipeResult } from "../recipes/recipe.js";
import type { EvaluateReport } from "../schema/evaluate.js";
import type { TrainReport } from "../schema/train.js";

/** Puts a recipe's result into the shape of its report. */
export function trainReport(
  result: RecipeResult,
  { recipe, seed, engine }: { recipe: string; seed: number; engine: Engine },
): TrainReport {
  const { dataset, split, history, evaluation, baselines, bundle } = result;
  const { name, threads, simd } = engine.info();
  return {
    schema: 1,
    recipe,
    dataset: dataset.name,
    synthetic: dataset.synthetic,
    seed,
    split,
    engine: { name, threads, simd },
    epochs: history.epochs.map(({ loss, chance, seconds }) => ({ loss, chance, seconds })),
    fitSeconds: history.fitSeconds,
    evalSeconds: evaluation.seconds,
    train: { loss: history.epochs.at(-1)?.loss ?? Number.NaN, top_k: evaluation.train.top_k },
    ...testReport(evaluation),
    baselines,
    bundle,
  };
}

/** The test figures of a model, from its two evaluations. */
export function evaluationReport(evaluation: TestEvaluations): EvaluateReport {
  return { schema: 1, ...testReport(evaluation) };
}

interface TestEvaluations {
  readonly test: Evaluation;
  readonly testSeenExcluded: Evaluation;
}

function testReport({ test, testSeenExcluded }: TestEvaluations) {
  return {
    test: metricsOf(test),
    testSeenExcluded: metricsOf(testSeenExcluded),
    // Only the second ranking can tell whether a row's own item had been seen.
    counts: testSeenExcluded.counts,
  };
}

/** The metrics of an evaluation, without its counts. */
function metricsOf({ top_k, recall, ndcg, mrr }: Evaluation): RankingMetrics {
  return { top_k, recall, ndcg, mrr };
}
