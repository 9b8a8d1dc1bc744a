import type { TableLike } from "@towerkit/core";
import type { MovieLensByName, MovieLensName } from "@towerkit/datasets";
import type { Runtime } from "@towerkit/kernels";
import type { Space } from "./space.js";

/** A recipe whose settings can be searched for. */
export interface Tunable {
  readonly name: string;
  readonly space: Space;
  /** After how many epochs a trial is measured, rising; it ends with the last. */
  readonly epochs: readonly number[];
  /** Loads the recipe's train rows, divides them once more, and leaves its test rows alone. */
  load(source: TuningSource): Promise<TuningData>;
  /** Trains with some settings and measures after each of `epochs`. */
  run(
    data: TuningData,
    settings: Readonly<Record<string, number>>,
    how: RunOptions,
  ): Promise<readonly Measure[]>;
}

export interface TuningSource {
  readonly seed: number;
  movielens<N extends MovieLensName>(name: N): Promise<MovieLensByName[N]>;
}

/** What trials are trained and measured on. */
export interface TuningData {
  /** Says which data it is: trials of other data are not to be mixed with it. */
  readonly digest: string;
  readonly train: TableLike<{ user_id: string }>;
  readonly validation: TableLike;
  readonly candidates: TableLike;
}

export interface RunOptions {
  readonly epochs: readonly number[];
  readonly seed: number;
  readonly runtime: Runtime;
}

/** Share of the validation rows whose item is among their first 100: of all items, and of those not seen. */
export interface Measure {
  readonly epochs: number;
  readonly top100: number;
  readonly top100Unseen: number;
}
