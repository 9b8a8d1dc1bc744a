import type { Runtime } from "@towerkit/kernels";
import type { Optimizer } from "../optimizers/optimizer.js";
import type { Callback } from "./callback.js";
import type { CheckpointStore } from "./checkpoint.js";
import type { FitProgress } from "./history.js";
import type { Schedule } from "./schedule.js";

/** How training goes, whatever kind of model it is. */
export interface LoopOptions {
  readonly optimizer: Optimizer;
  /**
   * Rows a step; with `batchBy`, different values of that column a step. Default 8192; the last batch of an
   * epoch may be shorter.
   */
  readonly batchSize?: number;
  /**
   * A column of the train table, and of the one to validate on: rows with the same value are in one batch,
   * so that an epoch meets each user once where it is `"user_id"`. Default: rows are drawn one by one.
   */
  readonly batchBy?: string;
  /** Passes over the train rows. Default 3. */
  readonly epochs?: number;
  /** How the learning rate changes from step to step. Default: it stays. */
  readonly schedule?: Schedule;
  /** A step whose gradients are together longer than this is shortened to it. Default: none is. */
  readonly clipNorm?: number;
  /** What watches training, in the order in which they are told. */
  readonly callbacks?: readonly Callback[];
  /** Keeps the state of training, so that a run that was killed can go on. */
  readonly checkpoint?: CheckpointOptions;
  readonly onProgress?: (progress: FitProgress) => void;
  /** Told as soon as training goes visibly wrong; the history holds the same messages. */
  readonly onWarning?: (message: string) => void;
  /** Stops training after the current step by throwing the signal's reason; the model stays as it was. */
  readonly signal?: AbortSignal;
  /** Default: the shared runtime of `@towerkit/kernels`. */
  readonly runtime?: Runtime;
}

/** When the state of training is kept, and where. */
export interface CheckpointOptions {
  readonly store: CheckpointStore;
  /** After every so many epochs, and after the last. Default 1. */
  readonly every?: number;
  /** But not sooner than so many seconds after the one before; the last epoch's always. Default 0. */
  readonly secondsApart?: number;
  /** Whether to go on from what the store holds; otherwise it is replaced. Default false. */
  readonly resume?: boolean;
}
