import type { TableLike } from "@towerkit/core";
import type { Id } from "@towerkit/retrieval";

/** What every baseline that learns from interactions is made of. */
export interface TrainOptions {
  /** One row an interaction. */
  readonly train: TableLike;
  /** The catalogue: every item once, in the order of the scores, in which equal scores are ranked. */
  readonly candidateIds: readonly Id[];
  /** The column of `train` that holds the item. */
  readonly itemKey: string;
}

/** What a baseline is made of that looks up what a query's user has chosen. */
export interface HistoryOptions extends TrainOptions {
  /**
   * The column of `train` that holds the user, and the input under which a query names one; keys are
   * compared as text. Default `"user_id"`.
   */
  readonly queryKey?: string | undefined;
}
