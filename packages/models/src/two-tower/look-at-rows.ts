import type { TableLike } from "@towerkit/core";
import type { RankingMetrics } from "@towerkit/tasks";
import type { EpochHistory } from "../training/history.js";
import {
  createValidationLoss,
  type ValidationLossParts,
  type ValidationOptions,
} from "../training/validation.js";
import { type EvaluateOptions, type Evaluation, evaluateTrained } from "./evaluate.js";

/**
 * Makes the function that ranks validation rows, and train rows where asked, as the weights are now, and
 * takes the loss of the former.
 */
export function lookAtRows(
  validation: ValidationOptions<EvaluateOptions>,
  parts: ValidationLossParts & { readonly train: TableLike; readonly queryKey: string },
): () => Promise<Pick<EpochHistory, "validation" | "train">> {
  const { queryKey, runtime } = parts;
  const lossOf = createValidationLoss(validation.table, parts);
  const ranked = async (table: TableLike) =>
    metricsOf(await evaluateTrained(parts, table, { ...validation.evaluate, queryKey, runtime }));
  return async () => ({
    validation: { loss: lossOf(), ...(await ranked(validation.table)) },
    ...(validation.train === true && { train: await ranked(parts.train) }),
  });
}

function metricsOf({ top_k, recall, ndcg, mrr }: Evaluation): RankingMetrics {
  return { top_k, recall, ndcg, mrr };
}
