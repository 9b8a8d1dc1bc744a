import type { RankingMetrics } from "@towerkit/tasks";
import type { ValidationMetrics } from "./validation.js";

/** What one pass over the train rows showed. */
export interface EpochHistory {
  /** The mean loss of a row, over the epoch, as the weights moved. */
  readonly loss: number;
  /** What the same batches would cost if every score were equal: a loss above it has learnt nothing. */
  readonly chance: number;
  /** Wall-clock time. */
  readonly seconds: number;
  /** What the validation rows showed afterwards, at the epochs where they were looked at. */
  readonly validation?: ValidationMetrics;
  /** The same of the train rows, where that was asked for. */
  readonly train?: RankingMetrics;
}

/** What `fit` tells when it is done. */
export interface History {
  readonly epochs: readonly EpochHistory[];
  /** Wall-clock time, reading and encoding the tables included. */
  readonly fitSeconds: number;
  /** What went visibly wrong and what to try: as a rule, nothing. */
  readonly warnings: readonly string[];
  readonly counts: FitCounts;
}

/** What `fit` met in the tables. */
export interface FitCounts {
  /** Train values that the query tower's vocabulary lacks: none, unless the vocabulary was given. */
  readonly outOfVocabulary: number;
  /** Catalogue rows that equalled an earlier one in every input of the candidate tower. */
  readonly mergedCandidates: number;
}

/** Where `fit` is, told after every step. Epochs and steps count from 1. */
export interface FitProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  /** The mean loss of a row in this epoch so far. */
  readonly loss: number;
  /** The loss of all-equal scores on the same rows. */
  readonly chance: number;
}
