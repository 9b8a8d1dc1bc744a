import type { TableLike } from "@towerkit/core";
import type { EncodedInputs, Tower } from "@towerkit/towers";
import type { Catalogue } from "../data/catalogue.js";
import type { OptimizerSettings } from "../optimizers/optimizer.js";

/** How a model was trained, as a bundle keeps it. */
export interface TrainingSettings {
  readonly optimizer: OptimizerSettings;
  readonly batchSize: number;
  /** Absent where rows were drawn one by one. */
  readonly batchBy?: string;
  readonly epochs: number;
  readonly weights: string | null;
  /** Absent where no column listed negatives. */
  readonly negatives?: string;
}

/** What ranks rows. */
export interface Ranking {
  readonly query: Tower;
  readonly candidate: Tower;
  readonly catalogue: Catalogue;
  /** The catalogue, encoded for the candidate tower. */
  readonly items: EncodedInputs;
}

/** All that a model knows once it is fitted or loaded. */
export interface Trained extends Ranking {
  /** `[catalogue]`: how many train rows each item has. */
  readonly trainCounts: Int32Array;
  /** The rows it was trained on; a bundle written without interactions has none. */
  readonly train: TableLike | undefined;
  readonly training: TrainingSettings;
}
