import type { Runtime } from "@towerkit/kernels";
import type { SparseGradient } from "@towerkit/towers";

/** What an optimizer was made with, as plain JSON. */
export interface OptimizerSettings {
  readonly name: string;
  readonly [setting: string]: string | number | readonly OptimizerSettings[];
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
  step(gradient: Omit<SparseGradient, "penalty">, options: { readonly runtime: Runtime }): void;
  /** The settings, without state: what a bundle and a report keep. */
  toJSON(): OptimizerSettings;
}
