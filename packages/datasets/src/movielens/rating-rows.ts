/** One entry a rating: which row of the users and of the catalogue it joins, and its own values. */
export interface Ratings {
  readonly userRow: Int32Array;
  readonly movieRow: Int32Array;
  readonly rating: Float32Array;
  readonly timestamp: Uint32Array | Float64Array;
}

const FIRST_CAPACITY = 1 << 12;
const SLACK = 1.05;

/** Gathers ratings whose number is not known beforehand. */
export class RatingRows {
  length = 0;
  #capacity = FIRST_CAPACITY;
  #userRow = new Int32Array(FIRST_CAPACITY);
  #movieRow = new Int32Array(FIRST_CAPACITY);
  #rating = new Float32Array(FIRST_CAPACITY);
  #timestamp = new Uint32Array(FIRST_CAPACITY);

  get isFull(): boolean {
    return this.length === this.#capacity;
  }

  /** Makes room for about `expected` rows, and in any case for more than there are. */
  grow(expected: number): void {
    const capacity = Math.max(Math.ceil(expected * SLACK), Math.ceil(this.#capacity * 1.5));
    // One after another, so that only one is there twice.
    this.#userRow = grown(this.#userRow, new Int32Array(capacity));
    this.#movieRow = grown(this.#movieRow, new Int32Array(capacity));
    this.#rating = grown(this.#rating, new Float32Array(capacity));
    this.#timestamp = grown(this.#timestamp, new Uint32Array(capacity));
    this.#capacity = capacity;
  }

  add(userRow: number, movieRow: number, rating: number, timestamp: number): void {
    const row = this.length++;
    this.#userRow[row] = userRow;
    this.#movieRow[row] = movieRow;
    this.#rating[row] = rating;
    this.#timestamp[row] = timestamp;
  }

  taken(): Ratings {
    const { length } = this;
    return {
      userRow: this.#userRow.subarray(0, length),
      movieRow: this.#movieRow.subarray(0, length),
      rating: this.#rating.subarray(0, length),
      timestamp: this.#timestamp.subarray(0, length),
    };
  }
}

function grown<A extends Int32Array | Uint32Array | Float32Array>(values: A, larger: A): A {
  larger.set(values);
  return larger;
}
