import type { Bags } from "../encoder.js";

/** Rows up to this long are sorted in place; longer ones are worth a view for the built-in sort. */
const SHORT = 32;

/** Collects the ids of rows, one after another. */
export class BagBuilder {
  readonly #offsets: Int32Array;
  #values = new Int32Array(1024);
  #length = 0;
  #rows = 0;
  #longest = 0;
  /** How often each of `#values` stands in its row, where rows are counted. */
  #counts: Float32Array | undefined;

  /** @param counted - whether a row keeps each of its ids once, rising, beside how often it stood there. */
  constructor(rows: number, { counted }: { readonly counted: boolean }) {
    this.#offsets = new Int32Array(rows + 1);
    if (counted) this.#counts = new Float32Array(1024);
  }

  push(id: number): void {
    if (this.#length === this.#values.length) this.#reserve(this.#length + 1);
    this.#values[this.#length++] = id;
  }

  /** Ends the row of the ids pushed since the last. */
  endRow(): void {
    if (this.#counts !== undefined) this.#countRow(this.#counts);
    const start = this.#offsets[this.#rows];
    if (this.#length - start > this.#longest) this.#longest = this.#length - start;
    this.#offsets[++this.#rows] = this.#length;
  }

  /** Adds a row that is as an earlier one. */
  repeatRow(row: number): void {
    const start = this.#offsets[row];
    const end = this.#offsets[row + 1];
    const to = this.#length;
    if (to + end - start > this.#values.length) this.#reserve(to + end - start);
    for (let i = start; i < end; i++) this.#values[to + i - start] = this.#values[i];
    const counts = this.#counts;
    if (counts) for (let i = start; i < end; i++) counts[to + i - start] = counts[i];
    this.#length = to + end - start;
    this.#offsets[++this.#rows] = this.#length;
  }

  /** The rows as they are; counts are their weights. */
  bags(): Bags {
    const bags = { offsets: this.#offsets, values: this.#values.slice(0, this.#length) };
    const counts = this.#counts;
    return counts === undefined ? bags : { ...bags, weights: counts.slice(0, this.#length) };
  }

  /** Every row filled up with 0 to a length, or to the longest row. */
  padded(length = this.#longest): Bags {
    const rows = this.#offsets.length - 1;
    const values = new Int32Array(rows * length);
    const offsets = new Int32Array(rows + 1);
    for (let row = 0; row < rows; row++) {
      const end = this.#offsets[row + 1];
      for (let from = this.#offsets[row], to = row * length; from < end; ) {
        values[to++] = this.#values[from++];
      }
      offsets[row + 1] = (row + 1) * length;
    }
    return { offsets, values };
  }

  #countRow(counts: Float32Array): void {
    const values = this.#values;
    const start = this.#offsets[this.#rows];
    sortStretch(values, start, this.#length);
    let to = start;
    for (let from = start; from < this.#length; from++) {
      if (to === start || values[to - 1] !== values[from]) {
        counts[to] = 0;
        values[to++] = values[from];
      }
      counts[to - 1]++;
    }
    this.#length = to;
  }

  #reserve(least: number): void {
    const capacity = Math.max(least, this.#values.length * 2);
    const values = new Int32Array(capacity);
    values.set(this.#values);
    this.#values = values;
    if (this.#counts === undefined) return;
    const counts = new Float32Array(capacity);
    counts.set(this.#counts);
    this.#counts = counts;
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
