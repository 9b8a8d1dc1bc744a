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

/** How the values of a column become numbers, before it has seen the column. */
export interface Encoder<V> {
  readonly kind: string;
  /**
   * Learns from a column what encoding needs.
   * @param values - the column, one value a row.
   * @param name - how an error message calls the column. Default `"the column"`.
   * @throws ConfigError for a value that the encoder cannot read, naming its row.
   */
  fit(values: ArrayLike<V>, name?: string): FittedEncoder<V>;
  toJSON(): EncoderJSON;
}

/** Turns values into ids, the same way every time. */
export interface FittedEncoder<V> {
  readonly kind: string;
  /** Ids run from 0 to `size - 1`; 0 is every value that fitting never saw. */
  readonly size: number;
  /**
   * The id of each value, `[values.length]`.
   * @param name - how an error message calls the column. Default `"the column"`.
   * @throws ConfigError for a value that the encoder cannot read, naming its row.
   */
  encode(values: ArrayLike<V>, name?: string): Int32Array;
  /**
   * The id of one value.
   * @throws ConfigError for a value that the encoder cannot read.
   */
  encodeOne(value: V): number;
  /** Whether the value has an id of its own. */
  knows(value: V): boolean;
  /** The known values: the value at index `i` has id `i + 1`. Not a copy. */
  vocabulary(): readonly string[];
  toJSON(): FittedEncoderJSON;
  /** What was fitted, in one line for people. */
  describe(): string;
}
