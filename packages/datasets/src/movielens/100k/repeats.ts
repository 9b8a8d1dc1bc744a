interface RowKeys {
  readonly userRow: Int32Array;
  readonly movieRow: Int32Array;
  readonly timestamp: Float64Array;
}

/** Finds rows of the same user, film and time: a hash table of row numbers, without a key object. */
export class RepeatFinder {
  readonly #keys: RowKeys;
  /** Row number + 1, or 0 where the place is free. */
  readonly #places: Int32Array;

  constructor(keys: RowKeys) {
    this.#keys = keys;
    let size = 16;
    while (size < keys.userRow.length * 2) size *= 2;
    this.#places = new Int32Array(size);
  }

  /** Takes in a row, and returns whether an earlier one is the same. */
  add(row: number): boolean {
    const { userRow, movieRow, timestamp } = this.#keys;
    const places = this.#places;
    const mask = places.length - 1;
    const hash = Math.imul(userRow[row], 0x9e3779b1) ^ Math.imul(movieRow[row], 0x85ebca6b);
    for (let at = (hash ^ (hash >>> 15)) & mask; ; at = (at + 1) & mask) {
      const other = places[at] - 1;
      if (other < 0) {
        places[at] = row + 1;
        return false;
      }
      const isSame =
        userRow[other] === userRow[row] &&
        movieRow[other] === movieRow[row] &&
        timestamp[other] === timestamp[row];
      if (isSame) return true;
    }
  }
}
