/** A vector kernel reads four values at a time, so up to three beyond the last row of a table. */
export const READ_BEYOND = 3;

/** Up to so many values of a table enter the memory: 16 MB. */
const MOST_VALUES = 1 << 22;

/** Which rows of a table a kernel works on, and how many values each has. */
export interface TouchedRows {
  /** In any order, repeats and all. */
  readonly rows: Int32Array;
  readonly dim: number;
}

/**
 * All rows of a table from the least to the greatest that is touched. They enter the machine's memory,
 * and leave it, in one long copy, whatever the order in which they are touched.
 *
 * Copied one by one, rows cost more than the machine saves: about 70 ns each, as long as a plain kernel
 * needs for 10 to 30 values, measured.
 */
export class RowSpan {
  readonly count: number;
  readonly #touched: TouchedRows;
  readonly #first: number;

  constructor(touched: TouchedRows) {
    const { rows } = touched;
    let least = rows.length === 0 ? 0 : rows[0];
    let greatest = least - 1;
    for (let i = 0; i < rows.length; i++) {
      if (rows[i] < least) least = rows[i];
      if (rows[i] > greatest) greatest = rows[i];
    }
    this.count = greatest + 1 - least;
    this.#touched = touched;
    this.#first = least;
  }

  /**
   * The span of the rows if entering it pays; a table far larger than what is touched of it stays
   * outside.
   * @param leastValues - how many values must be touched for the machine to be worth its fixed costs.
   * @param mostSpread - how many rows there may be for each one touched.
   */
  static ifWorthEntering(
    touched: TouchedRows,
    { leastValues, mostSpread }: { leastValues: number; mostSpread: number },
  ): RowSpan | undefined {
    const { rows, dim } = touched;
    if (rows.length * dim < leastValues) return undefined;
    const span = new RowSpan(touched);
    const isDense = span.count <= mostSpread * rows.length && span.values <= MOST_VALUES;
    return isDense ? span : undefined;
  }

  /** How many values lie in the span. */
  get values(): number {
    return this.count * this.#touched.dim;
  }

  /** Writes, for each touched row, which one of the span it is. */
  writeRows(to: Int32Array): void {
    const { rows } = this.#touched;
    for (let i = 0; i < rows.length; i++) to[i] = rows[i] - this.#first;
  }

  /** The span as a part of a table. */
  of(table: Float32Array): Float32Array {
    const start = this.#first * this.#touched.dim;
    return table.subarray(start, start + this.values);
  }
}
