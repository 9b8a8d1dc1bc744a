import type { Engine } from "@towerkit/engine";
import type { EpochHistory, Evaluation, MultiTaskEvaluation } from "@towerkit/models";
import type { RankingMetrics } from "@towerkit/tasks";
import type { RecipeResult } from "../recipes/recipe.js";
import type { EvaluateReport } from "../schema/evaluate.js";
import type { TrainReport } from "../schema/train.js";

/** Puts a recipe's result into the shape of its report. */
export function trainReport(
  result: RecipeResult,
  { recipe, seed, engine }: { recipe: string; seed: number; engine: Engine },
): TrainReport {
  const { dataset, split, history, evaluation, mixture, baselines, bundle } = result;
  const { name, threads, simd } = engine.info();
  return {
    schema: 1,
    recipe,
    dataset: dataset.name,
    synthetic: dataset.synthetic,
    seed,
    split,
    engine: { name, threads, simd },
    epochs: history.epochs.map(epochReport),
    fitSeconds: history.fitSeconds,
    evalSeconds: evaluation.seconds,
    train: { loss: history.epochs.at(-1)?.loss ?? Number.NaN, top_k: evaluation.train.top_k },
    ...(mixture && { mixture }),
    ...testReport(evaluation),
    baselines,
    bundle,
  };
}

function epochReport({ loss, chance, seconds, train, validation }: EpochHistory) {
  return {
    loss,
    chance,
    seconds,
    ...(train && { train: { top_k: train.top_k } }),
    ...(validation && { validation: { loss: validation.loss, top_k: validation.top_k } }),
  };
}

/** The test figures of a model, from its two evaluations. */
export function evaluationReport(evaluation: TestEvaluations): EvaluateReport {
  return { schema: 1, ...testReport(evaluation) };
}

interface TestEvaluations {
  readonly test: Evaluation & Partial<Pick<MultiTaskEvaluation, "heads">>;
  readonly testSeenExcluded: Evaluation;
}

function testReport({ test, testSeenExcluded }: TestEvaluations) {
  return {
    test: metricsOf(test),
    testSeenExcluded: metricsOf(testSeenExcluded),
    // Only the second ranking can tell whether a row's own item had been seen.
    counts: testSeenExcluded.counts,
    ...(test.heads?.["rating"] && { ratings: test.heads["rating"] }),
  };
}

/** The metrics of an evaluation, without its counts. */
function metricsOf({ top_k, recall, ndcg, mrr }: Evaluation): RankingMetrics {
  return { top_k, recall, ndcg, mrr };
}
