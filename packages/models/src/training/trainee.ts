import type { EmbeddingTable, SparseGradient } from "@towerkit/towers";

/** The sums of one step, over its rows. */
export interface StepSums {
  readonly lossSum: number;
  /** What the same rows would cost if nothing were known of them: for ranking, if every score were equal. */
  readonly chanceSum: number;
  readonly weightSum: number;
  /** The losses of single tasks, likewise summed, by name; where there are several tasks. */
  readonly tasks?: Readonly<Record<string, number>>;
}

/** The sums of a step, and where it leads. */
export interface StepGradients extends StepSums {
  /** One for each touched table: good until the next step. */
  readonly gradients: readonly SparseGradient[];
}

/** Where a step stands. Both count from 1; steps go on counting from epoch to epoch. */
export interface StepPlace {
  readonly epoch: number;
  readonly step: number;
}

/** What a training loop trains, whatever kind of model it is: the loop knows no towers and no tasks. */
export interface Trainee {
  /** How many train rows there are. */
  readonly rows: number;
  /** All that an optimizer moves, under names that no two share, such as `"query/user_id"`. */
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  /**
   * The loss of some train rows and its gradients; moves nothing.
   * @param batch - `[batch]`: row numbers.
   */
  gradients(batch: Int32Array, at: StepPlace): StepGradients;
}
