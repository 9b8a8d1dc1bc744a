import type { TrainingIdentity } from "../training/checkpoint.js";
import type { EpochHistory } from "../training/history.js";

/** The version of the file's format. */
export const FORMAT = 1;

/** What the names of tensors begin with. */
export const TABLE = "table/";
export const OPTIMIZER = "optimizer/";
export const CALLBACK = "callback/";

/** What of a training's state is no array. */
export interface StateJSON {
  readonly format: number;
  readonly identity: TrainingIdentity;
  readonly epoch: number;
  readonly step: number;
  readonly history: readonly EpochHistory<object>[];
  readonly warnings: readonly string[];
  readonly stoppedBy?: string;
  /** The names of the tables, in their order. */
  readonly tables: readonly string[];
  /** What an optimizer keeps of each table as a number. */
  readonly optimizers: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly callbacks: readonly unknown[];
}
