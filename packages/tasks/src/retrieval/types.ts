import type { Runtime } from "@towerkit/kernels";

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
}

/** A task's options with every default filled in: plain JSON, and valid as `RetrievalOptions`. */
export interface RetrievalSettings {
  readonly temperature: number;
  readonly samplingCorrection: boolean;
  readonly removeAccidentalHits: boolean;
  readonly reduction: "sum" | "mean";
}

/**
 * One batch as the towers give it: the distinct embeddings, and for each of the batch's rows the
 * slots of its query and of its positive candidate among them.
 */
export interface RetrievalBatch {
  /** `[distinct queries, dim]`. */
  readonly queries: Float32Array;
  /** `[distinct candidates, dim]`. */
  readonly candidates: Float32Array;
  readonly dim: number;
  /** `[batch]`: which of `queries` each row asks with. */
  readonly querySlots: Int32Array;
  /** `[batch]`: which of `candidates` each row chose; also the batch's columns. */
  readonly candidateSlots: Int32Array;
  /** `[batch]`: each row's share in the loss, from 0. Default: 1 each. Never enters the softmax. */
  readonly rowWeights?: FloatArray;
  /** `[batch]`: probability in (0, 1] with which each row's candidate is drawn into a batch. */
  readonly samplingProbability?: FloatArray;
  /** `[distinct candidates]`: what decides an accidental hit. Default: the slot itself. */
  readonly itemIds?: Int32Array;
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
  /** What `lossSum` would be if all scores were equal. */
  readonly chanceSum: number;
  /** `[distinct queries, dim]`. */
  readonly queryGradients: Float32Array;
  /** `[distinct candidates, dim]`. */
  readonly candidateGradients: Float32Array;
}

/** Learns to rank a row's positive candidate above the batch's other candidates. */
export interface RetrievalTask {
  readonly kind: "retrieval";
  readonly settings: RetrievalSettings;
  /**
   * The loss of a batch and its gradients with respect to the distinct embeddings.
   * @throws ConfigError for lengths that disagree, slots out of range, a negative weight, a
   * probability outside (0, 1], or probabilities that are missing or would go unused.
   * @throws NumericError for an embedding, weight or loss that is not finite.
   */
  lossAndGradients(batch: RetrievalBatch, options: LossAndGradientsOptions): RetrievalLoss;
}
