import type { Bags } from "../encoder.js";

/** Rows up to this long are sorted in place; longer ones are worth a view for the built-in sort. */
const SHORT = 32;

/** Collects the ids of rows, one after another. */
export class BagBuilder {
  readonly offsets: Int32Array;
  #values = new Int32Array(1024);
  #length = 0;
  #rows = 0;
  #longest = 0;

  constructor(rows: number) {
    this.offsets = new Int32Array(rows + 1);
  }

  push(id: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Int32Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = id;
  }

  /** Ends a row. */
  endRow(): void {
    this.#longest = Math.max(this.#longest, this.#length - this.offsets[this.#rows]);
    this.offsets[++this.#rows] = this.#length;
  }

  /** The ids as they came. */
  ragged(): Bags {
    return { offsets: this.offsets, values: this.#values.slice(0, this.#length) };
  }

  /** Every row filled up with 0 to a length, or to the longest row. */
  padded(length = this.#longest): Bags {
    const rows = this.offsets.length - 1;
    const values = new Int32Array(rows * length);
    const offsets = new Int32Array(rows + 1);
    for (let row = 0; row < rows; row++) {
      const end = this.offsets[row + 1];
      for (let from = this.offsets[row], to = row * length; from < end; ) {
        values[to++] = this.#values[from++];
      }
      offsets[row + 1] = (row + 1) * length;
    }
    return { offsets, values };
  }

  /** Each row's distinct ids, rising, and how often each stands in the row. */
  counted(): Required<Bags> {
    const values = this.#values;
    const counts = new Float32Array(this.#length);
    const offsets = new Int32Array(this.offsets.length);
    let to = 0;
    for (let row = 0; row + 1 < offsets.length; row++) {
      const start = this.offsets[row];
      const end = this.offsets[row + 1];
      sortStretch(values, start, end);
      const rowStart = to;
      for (let from = start; from < end; from++) {
        if (to === rowStart || values[to - 1] !== values[from]) values[to++] = values[from];
        counts[to - 1]++;
      }
      offsets[row + 1] = to;
    }
    return { offsets, values: values.slice(0, to), weights: counts.slice(0, to) };
  }
}

function sortStretch(values: Int32Array, start: number, end: number): void {
  if (end - start > SHORT) {
    values.subarray(start, end).sort();
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const value = values[i];
    let at = i;
    for (; at > start && values[at - 1] > value; at--) values[at] = values[at - 1];
    values[at] = value;
  }
}
