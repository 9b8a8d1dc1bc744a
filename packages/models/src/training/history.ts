import type { RankingMetrics } from "@towerkit/tasks";

/** What was measured of a model on validation rows after an epoch, by the names that `evaluate` has for it. */
export interface ValidationMeasures extends RankingMetrics {
  /**
   * The mean loss of a row whose item is in the catalogue, in batches as large as in training, with the
   * weights as they were after the epoch. It depends on the size of a batch, and a short last one makes it
   * smaller.
   */
  readonly loss: number;
}

/** What one pass over the train rows showed. */
export interface EpochHistory<Measures extends object = ValidationMeasures> {
  /** The mean loss of a row, over the epoch, as the weights moved. */
  readonly loss: number;
  /** What the same batches would cost if every score were equal: a loss above it has learnt nothing. */
  readonly chance: number;
  /** What the penalties on tables and layers (`l2`) add to the mean loss of a row. */
  readonly regularizationLoss: number;
  /** What training brings down: `loss` and `regularizationLoss` together. */
  readonly totalLoss: number;
  /** The mean loss of a row for each task, where there are several. */
  readonly tasks?: Readonly<Record<string, number>>;
  /** What the schedule multiplied the learning rate by in the epoch's last step, where there is one. */
  readonly learningRateFactor?: number;
  /** How the validation rows did after the epoch, where it was one to validate after. */
  readonly validation?: Measures;
  /** How the train rows did, where that was asked for; their loss is `loss`. */
  readonly train?: Omit<Measures, "loss">;
  /** Wall-clock time of training; validation is not in it. */
  readonly seconds: number;
}

/** What `fit` tells when it is done. */
export interface History<Measures extends object = ValidationMeasures> {
  readonly epochs: readonly EpochHistory<Measures>[];
  /** Wall-clock time, reading and encoding the tables included. */
  readonly fitSeconds: number;
  /** What went visibly wrong and what to try: as a rule, nothing. */
  readonly warnings: readonly string[];
  /** The name of the callback that ended training early, if one did. */
  readonly stoppedBy?: string;
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
