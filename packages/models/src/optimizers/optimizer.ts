import type { Runtime } from "@towerkit/kernels";
import type { EmbeddingTable, SparseGradient } from "@towerkit/towers";

/** What an optimizer was made with, as plain JSON. */
export interface OptimizerSettings {
  readonly name: string;
  readonly [setting: string]: string | number | readonly OptimizerSettings[];
}

/** What an optimizer has learnt of one table, under names of its own: numbers like the table's, or one. */
export type OptimizerState = Readonly<Record<string, Float32Array | number>>;

/** How one step is taken. */
export interface OptimizerStepOptions {
  readonly runtime: Runtime;
  /** What the learning rate is multiplied by for this step, as a schedule has it. Default 1. */
  readonly learningRateFactor?: number;
}

/**
 * Moves the touched rows of an embedding table against their gradient.
 *
 * `fit` hands every table's gradient over once a step, its rows distinct and already summed. An
 * optimizer keeps its state per table, so one optimizer serves all tables of a model.
 */
export interface Optimizer {
  readonly name: string;
  /**
   * Takes one step for the rows of one table.
   * @throws ConfigError if a row stands there twice or is none of the table's, NumericError for a
   * gradient that is not finite. The table and the state are then as they were.
   */
  step(gradient: Omit<SparseGradient, "penalty">, options: OptimizerStepOptions): void;
  /** What it has learnt of a table so far, as a checkpoint keeps it; not a copy. */
  stateOf(table: EmbeddingTable): OptimizerState;
  /**
   * Goes on from what {@link Optimizer.stateOf} gave for a table of the same size.
   * @throws ConfigError if the state is none of this optimizer's for such a table.
   */
  restoreState(table: EmbeddingTable, state: OptimizerState): void;
  /** The settings, without state: what a bundle and a report keep. */
  toJSON(): OptimizerSettings;
}
