/**
 * A column of few distinct values, each kept once: row `i` holds `values[codes[i]]`. Arquero takes
 * it as it takes an array.
 */
export class DictionaryColumn<V> {
  readonly values: ArrayLike<V>;
  readonly codes: Int32Array;

  constructor(values: ArrayLike<V>, codes: Int32Array) {
    this.values = values;
    this.codes = codes;
  }

  get length(): number {
    return this.codes.length;
  }

  at(row: number): V {
    return this.values[this.codes[row]];
  }

  *[Symbol.iterator](): Generator<V> {
    const { values, codes } = this;
    for (let row = 0; row < codes.length; row++) yield values[codes[row]];
  }

  /** The column with the rows at `rows`. */
  take(rows: Uint32Array): DictionaryColumn<V> {
    const { codes } = this;
    const taken = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) taken[i] = codes[rows[i]];
    return new DictionaryColumn(this.values, taken);
  }
}
