import type { Matrix, Ragged } from "@towerkit/core";

/**
 * What a row becomes: `"id"`, one id; `"ids"`, a bag of ids; `"numbers"`, a row of numbers.
 */
export type Output = "id" | "ids" | "numbers";

/** A bag of ids for each row: row `r` is `values[offsets[r] … offsets[r + 1])`. */
export interface Bags extends Ragged {
  /** `[values.length]`: how much each id counts. Without it each counts 1. */
  readonly weights?: Float32Array;
}

/** The bag of one row. */
export interface Bag {
  readonly values: Int32Array;
  /** `[values.length]`: how much each id counts. Without it each counts 1. */
  readonly weights?: Float32Array;
}

/** What `encode` gives for a column, by output. */
export interface EncodedColumn {
  /** `[rows]` */
  readonly id: Int32Array;
  readonly ids: Bags;
  /** `[rows, dim]` */
  readonly numbers: Matrix;
}

/** What `encodeOne` gives for a value, by output. */
export interface EncodedValue {
  readonly id: number;
  readonly ids: Bag;
  /** `[dim]` */
  readonly numbers: Float32Array;
}

/**
 * What an encoder of several columns reads, given the tuple that is one row's value: a column for
 * each part.
 */
export type ColumnsOf<V extends readonly unknown[]> = {
  readonly [Part in keyof V]: ArrayLike<V[Part]>;
};

/** How error messages call the column that an encoder reads; one name each where it reads several. */
export type ColumnNames = string | readonly string[];

/** An encoder's settings, as JSON. */
export interface EncoderJSON {
  readonly kind: string;
  readonly [setting: string]: unknown;
}

/** A fitted encoder, as JSON: `fittedEncoderFromJSON` makes the same encoder of it again. */
export interface FittedEncoderJSON {
  readonly kind: string;
  readonly [part: string]: unknown;
}

/**
 * How the values of a column become ids or numbers, before it has seen the column.
 *
 * `V` is the value of one row and `C` the column. Where a row's value comes from several columns, `V`
 * is a tuple and `C` is `ColumnsOf<V>`.
 */
export interface Encoder<V, O extends Output = "id", C = ArrayLike<V>> {
  readonly kind: string;
  readonly output: O;
  /**
   * Of several columns, how many from the first on encoding reads; fitting reads them all. Default:
   * all.
   */
  readonly encodedColumns?: number;
  /**
   * Begins to learn from a column that comes in pieces. The result is the same however it is cut.
   * @param name - how an error message calls the column. Default `"the column"`.
   */
  fitting(name?: ColumnNames): Fitting<V, O, C>;
  /**
   * Learns from a column what encoding needs.
   * @param values - the column, one value a row.
   * @param name - how an error message calls the column. Default `"the column"`.
   * @throws ConfigError for a value that the encoder cannot read, NumericError for a number that is
   *   not finite; both name its row.
   */
  fit(values: C, name?: ColumnNames): FittedEncoder<V, O, C>;
  toJSON(): EncoderJSON;
}

/** An encoder that is learning from a column, piece by piece. */
export interface Fitting<
  V,
  O extends Output = "id",
  C = ArrayLike<V>,
  F extends FittedEncoder<V, O, C> = FittedEncoder<V, O, C>,
> {
  /**
   * Learns from the next rows. After an error the fitting is of no more use.
   * @throws as `fit`; rows are counted from the first piece's first.
   */
  add(values: C): void;
  /** What was learned from all the pieces. Call it once, at the end. */
  finish(): F;
}

interface Fitted<V, O extends Output, C> {
  readonly kind: string;
  readonly output: O;
  /**
   * Encodes a column, row by row.
   * @param name - how an error message calls the column. Default `"the column"`.
   * @throws ConfigError for a value that the encoder cannot read, NumericError for a number that is
   *   not finite; both name its row.
   */
  encode(values: C, name?: ColumnNames): EncodedColumn[O];
  /**
   * Encodes one value, as `encode` does.
   * @throws ConfigError for a value that the encoder cannot read, NumericError for a number that is
   *   not finite.
   */
  encodeOne(value: V): EncodedValue[O];
  toJSON(): FittedEncoderJSON;
  /** What was fitted, in one line for people. */
  describe(): string;
}

/** Turns values into ids or bags of ids, the same way every time. */
export interface FittedIdEncoder<V, O extends "id" | "ids" = "id", C = ArrayLike<V>>
  extends Fitted<V, O, C> {
  /** Ids run from 0 to `size - 1`. */
  readonly size: number;
  /** The ids of values that fitting never saw: `count` of them, beginning with `from`. */
  readonly outOfVocabulary: { readonly from: number; readonly count: number };
}

/** Turns values into rows of numbers, the same way every time. */
export interface FittedNumbersEncoder<V, C = ArrayLike<V>> extends Fitted<V, "numbers", C> {
  /** How many numbers a row becomes. */
  readonly dim: number;
}

/** Turns values into ids or numbers, the same way every time; `output` tells which. */
export type FittedEncoder<V, O extends Output = "id", C = ArrayLike<V>> = {
  readonly id: FittedIdEncoder<V, "id", C>;
  readonly ids: FittedIdEncoder<V, "ids", C>;
  readonly numbers: FittedNumbersEncoder<V, C>;
}[O];

/** What a fitted encoder with a vocabulary can tell about it. */
export interface HasVocabulary<V> {
  /** The known values, in the order of their ids, without mask and out-of-vocabulary ids. Not a copy. */
  vocabulary(): readonly V[];
  /** What every id stands for, mask and out-of-vocabulary ids included: `[size]`. */
  tokens(): readonly V[];
  /** Whether the value has an id of its own. */
  knows(value: V): boolean;
}

/** Fits an encoder on a whole column: `fit`, made of `fitting`. */
export function fitWhole<C, F>(fitting: { add(values: C): void; finish(): F }, values: C): F {
  fitting.add(values);
  return fitting.finish();
}
