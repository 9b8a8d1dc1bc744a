import type { ForbiddenItems, Runtime } from "@towerkit/kernels";
import type { RetrievalLossFunction, RetrievalLossSettings } from "./losses/loss-function.js";

/** Numbers in either precision; arithmetic on them is always in float64. */
export type FloatArray = Float32Array | Float64Array;

/** How a retrieval task is set up. */
export interface RetrievalOptions {
  /** Divides the scores before the softmax; a finite number above 0. Default 1. */
  readonly temperature?: number;
  /** Log-q correction: every column's score is lowered by log of its sampling probability. Default true. */
  readonly samplingCorrection?: boolean;
  /** Leaves a row's own item out of its negatives wherever else it stands in the batch. Default false. */
  readonly removeAccidentalHits?: boolean;
  /** `"sum"` (default) optimises Σ weight × row loss; `"mean"` divides it by Σ weight. */
  readonly reduction?: "sum" | "mean";
  /**
   * Each row stands against so many of its hardest negatives only, at least 1: the columns of the highest
   * score ÷ temperature − log p among those that count, of equal ones those of the lower candidate. All
   * of them where fewer remain. Default: all.
   */
  readonly hardNegatives?: number;
  /**
   * The loss of a row. Default `inBatchSoftmax()`. Only a softmax over sampled columns has a
   * `samplingCorrection`; losses of rows and `sampledSoftmax` always remove accidental hits.
   */
  readonly loss?: RetrievalLossFunction | RetrievalLossSettings;
}

/** A task's options with every default filled in: plain JSON, and valid as `RetrievalOptions`. */
export interface RetrievalSettings {
  readonly temperature: number;
  readonly samplingCorrection: boolean;
  readonly removeAccidentalHits: boolean;
  readonly reduction: "sum" | "mean";
  /** Absent where all negatives count. */
  readonly hardNegatives?: number;
  readonly loss: RetrievalLossSettings;
}

/**
 * One batch as the towers give it: the distinct embeddings, and for each of the batch's rows the
 * slots of its query and of its positive candidate among them.
 */
export interface RetrievalBatch {
  /** `[distinct queries, dim]`, or `[distinct queries, heads, dim]`. */
  readonly queries: Float32Array;
  /** `[distinct candidates, dim]`; the whole catalogue for `fullSoftmax`. */
  readonly candidates: Float32Array;
  readonly dim: number;
  /**
   * How many embeddings a query has; its score is the greatest of theirs (max-sim). Default 1. More run
   * on the path row by row.
   */
  readonly heads?: number;
  /** `[batch]`: which of `queries` each row asks with. */
  readonly querySlots: Int32Array;
  /** `[batch]`: which of `candidates` each row chose; also the batch's columns. */
  readonly candidateSlots: Int32Array;
  /** `[batch]`: each row's share in the loss, from 0. Default: 1 each. Never enters the softmax. */
  readonly rowWeights?: FloatArray;
  /** `[batch]`: probability with which each row's candidate is drawn into a batch. */
  readonly samplingProbability?: FloatArray;
  /** `[distinct candidates]`: what decides an accidental hit. Default: the slot itself. */
  readonly itemIds?: Int32Array;
  /** `[extra]`: which of `candidates` are further columns, negatives of every row. They may repeat. */
  readonly extraSlots?: Int32Array;
  /** `[extra]`: probability with which each extra column holds its candidate. */
  readonly extraProbability?: FloatArray;
  /** How many items the extra columns were drawn from; needed where a loss reckons with it. */
  readonly catalogueSize?: number;
  /**
   * Item ids that are no negatives of a query, a list for each of `queries`. A row's own column always
   * counts, so a list may hold what its query chose.
   */
  readonly forbidden?: ForbiddenItems;
  /** Negatives that single rows have for themselves; they run on the path row by row. */
  readonly rowNegatives?: RowNegatives;
  /**
   * `[batch, columns]`: 0 where a column is no negative of a row, 1 elsewhere and at the row's own column.
   * Columns are those of the batch and then the extra ones; for losses over drawn columns the extra ones;
   * for `fullSoftmax` the candidates. Runs on the path row by row.
   */
  readonly scoreMask?: Uint8Array;
  /**
   * `[batch, columns]`, columns as for `scoreMask`: the probability of each column for each row,
   * in place of `samplingProbability` and `extraProbability`. Runs on the path row by row.
   */
  readonly pairProbability?: FloatArray;
  /**
   * Where the probabilities come from. `"caller"` (default): they are clipped to 1e-6 … 1, as TFRS does, so
   * that a rough estimate near 0 outweighs nothing. `"counts"`: they are shares of the train rows, as
   * `TwoTower.fit` has them, taken as they are; each is above 0 and at most 1.
   */
  readonly probabilitiesFrom?: "caller" | "counts";
}

/** A list of negatives for each row of a batch, such as what its user disliked. */
export interface RowNegatives {
  /** `[batch + 1]`: the negatives of row `r` are `offsets[r] … offsets[r + 1]`. */
  readonly offsets: Int32Array;
  /** Which of `candidates` each is; never the row's own item. */
  readonly slots: Int32Array;
  /** The probability of each; given wherever the batch's columns have probabilities. */
  readonly probability?: FloatArray;
}

/** Where a task computes, and optionally where it writes. */
export interface LossAndGradientsOptions {
  readonly runtime: Runtime;
  /** `[distinct queries, dim]`, overwritten. Default: a new array. */
  readonly queryGradients?: Float32Array;
  /** `[distinct candidates, dim]`, overwritten. Default: a new array. */
  readonly candidateGradients?: Float32Array;
}

/** The loss of one batch and its gradients. */
export interface RetrievalLoss {
  /** What the gradients are of: `lossSum`, or `lossSum / weightSum` with `reduction: "mean"`. */
  readonly loss: number;
  /** Σ weight × row loss, in nats. */
  readonly lossSum: number;
  /** Σ weight. */
  readonly weightSum: number;
  /** What `lossSum` would be if all scores were equal; for losses of rows, if all were 0. */
  readonly chanceSum: number;
  /** As `queries`. */
  readonly queryGradients: Float32Array;
  /** As `candidates`. */
  readonly candidateGradients: Float32Array;
}

/** Learns to rank a row's positive candidate above the batch's other candidates. */
export interface RetrievalTask {
  readonly kind: "retrieval";
  readonly settings: RetrievalSettings;
  /** The loss that `settings.loss` describes; its `needs` say which negatives a batch must hold. */
  readonly loss: RetrievalLossFunction;
  /**
   * The loss of a batch and its gradients with respect to the distinct embeddings.
   * @throws ConfigError for lengths that disagree, slots out of range, a negative weight, a
   * probability that is none, what is missing or would go unused, or a mask that hides a positive.
   * @throws NumericError for an embedding, weight or loss that is not finite.
   */
  lossAndGradients(batch: RetrievalBatch, options: LossAndGradientsOptions): RetrievalLoss;
}
