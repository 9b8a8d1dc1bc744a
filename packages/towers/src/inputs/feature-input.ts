import type { EmbeddingTable } from "../embedding/table.js";
import type { LayerContext, Parameter } from "../layers/layer.js";
import type { EncodedFeature } from "./encoded-inputs.js";

/** One feature's part in the input of a tower. */
export interface FeatureInput {
  /** How many numbers a row has. */
  readonly dim: number;
  /** The table that it reads, if it reads one. */
  readonly table: EmbeddingTable | undefined;
  readonly parameters: readonly Parameter[];
  /** Whether a row of the output is a row of the table as it stands. */
  readonly isLookup: boolean;
  /** @param rows - which rows of `encoded`; in range. */
  forward(encoded: EncodedFeature, rows: Int32Array, context: LayerContext): FeaturePass;
}

export interface FeaturePass {
  /** `[rows, dim]` */
  readonly output: Float32Array;
  /** The table rows that were read, with repeats; undefined where there is no table. */
  readonly tableRows: Int32Array | undefined;
  /**
   * Adds the gradients of the read table rows to `out`, and gives those of the parameters.
   * @param gradients - of the output: `[rows, dim]`; it may be written into.
   */
  backward(gradients: Float32Array, to: TableGradients): readonly Float32Array[];
}

/** Where the gradients of a table's rows are added up. */
export interface TableGradients {
  /** For each of a pass's `tableRows`, the row of `out` that its gradient goes to. */
  readonly slots: Int32Array;
  /** `[distinct, dim]` */
  readonly out: Float32Array;
}
