import type { TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";

/** What a loss of one's own is given: some rows of a table. */
export interface LossBatch<Towers extends string, Parameters extends string> {
  /** `[rows]`: which rows of `table` these are. */
  readonly rows: Int32Array;
  /** All rows, with their columns. */
  readonly table: TableLike;
  /** `[rows, width]` of each tower. */
  readonly outputs: Readonly<Record<Towers, Float32Array>>;
  /** How wide each tower is. */
  readonly widths: Readonly<Record<Towers, number>>;
  /** The model's own numbers as they are now; not to be changed. */
  readonly parameters: Readonly<Record<Parameters, Float32Array>>;
  readonly runtime: Runtime;
}

/** What it finds. */
export interface LossFound<Towers extends string, Parameters extends string> {
  /** The sum over the rows: what the gradients are of. */
  readonly lossSum: number;
  /** What the rows would cost if nothing were known of them. Default 0. */
  readonly chanceSum?: number;
  /** As `outputs`; it may be written into afterwards. */
  readonly gradients: Readonly<Record<Towers, Float32Array>>;
  /** As `parameters`; needed where there are any. */
  readonly parameterGradients?: Readonly<Record<Parameters, Float32Array>>;
}

/** A loss of one's own, and its derivative. */
export type LossOfOnesOwn<Towers extends string, Parameters extends string> = (
  batch: LossBatch<Towers, Parameters>,
) => LossFound<Towers, Parameters>;
