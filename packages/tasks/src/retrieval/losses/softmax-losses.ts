import { checkInteger } from "@towerkit/core";
import type { RetrievalLossFunction } from "./loss-function.js";

/** A softmax over columns, with nothing of its own to compute: the kernels know how. */
export interface SoftmaxLoss extends RetrievalLossFunction {
  readonly kind: "inBatchSoftmax" | "fullSoftmax" | "mixedNegatives" | "sampledSoftmax";
}

/**
 * `log Σ_c exp(s_uc − log p_c) − (s_ui − log p_i)` over the batch's columns c, one for each row, and its
 * extra ones (Yi and others, RecSys 2019): the default.
 */
export function inBatchSoftmax(): SoftmaxLoss {
  return { kind: "inBatchSoftmax", settings: {}, needs: { kind: "none" }, columns: "batch" };
}

/**
 * `log Σ_c exp(s_uc) − s_ui` over every candidate c of the catalogue: what all sampled softmaxes
 * estimate (multinomial likelihood: Liang and others, 2018). A step costs time and memory in proportion
 * to the catalogue. Nothing is sampled, so there is nothing to correct.
 */
export function fullSoftmax(): SoftmaxLoss {
  return { kind: "fullSoftmax", settings: {}, needs: { kind: "catalogue" }, columns: "catalogue" };
}

/**
 * The in-batch softmax with `uniform` further columns drawn alike from the catalogue, so that items that
 * nobody chose are negatives too (mixed negative sampling: Yang and others, 2020). Each column's p is that
 * of the mixture: see `mixtureProbability`.
 * @throws ConfigError unless `uniform` is a whole number from 1.
 */
export function mixedNegatives(options: { readonly uniform: number }): SoftmaxLoss {
  const uniform = checkInteger("mixedNegatives uniform", options?.uniform, 1);
  return {
    kind: "mixedNegatives",
    settings: { uniform },
    needs: { kind: "uniform", count: uniform },
    columns: "batch",
  };
}

/**
 * `log (exp(s_ui) + N/n Σ_j exp(s_uj)) − s_ui` over the n = `negatives` columns j drawn alike from the
 * catalogue of N, less those that hold the row's own item: Z is an unbiased estimate of the full
 * softmax's (Bengio and Senécal, 2008; Jean and others, 2015). With `samplingCorrection: false` N/n is
 * left out.
 * @throws ConfigError unless `negatives` is a whole number from 1.
 */
export function sampledSoftmax(options: { readonly negatives: number }): SoftmaxLoss {
  const negatives = checkInteger("sampledSoftmax negatives", options?.negatives, 1);
  return {
    kind: "sampledSoftmax",
    settings: { negatives },
    needs: { kind: "uniform", count: negatives },
    columns: "drawn",
  };
}
