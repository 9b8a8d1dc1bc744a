import type { Same } from "./difference.js";

/** A column as Keras encoded it; the Python program says what its parts are. */
export interface KerasColumn {
  /** Of the layer, by Keras's names. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly fit?: readonly unknown[];
  readonly encode: readonly unknown[];
  readonly expected: unknown;
}

/** Something of ours that ought to encode as one of Keras's layers does. */
export interface Twin {
  /** The layer, as the Python program calls it. */
  readonly layer: string;
  /** What ours is called. */
  readonly ours: string;
  /** How numbers are compared: in words, for people. Default: nothing may differ. */
  readonly closeness?: string;
  /** Default: a number must be the expected number. */
  readonly same?: Same;
  /** Encodes the column with ours, into the shape that Keras's answer has. */
  encode(column: KerasColumn): unknown;
}
