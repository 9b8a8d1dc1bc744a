/** Ids below this are looked up in an array, which is quicker than a map. */
const MOST_DIRECT = 1 << 20;

/** Numbers whole ids from 0, in the order in which they come. */
export class IdIndex {
  /** The ids, by their numbers. */
  readonly ids: number[] = [];
  /** Number + 1 of the id, or 0. */
  #direct = new Int32Array(1_024);
  readonly #others = new Map<number, number>();

  /** The number of an id, or -1. */
  rowOf(id: number): number {
    if (id < this.#direct.length) return this.#direct[id] - 1;
    return this.#others.get(id) ?? -1;
  }

  /** The number of an id, which gets the next one if it is new. */
  add(id: number): number {
    const known = this.rowOf(id);
    if (known >= 0) return known;
    const row = this.ids.push(id) - 1;
    if (id < MOST_DIRECT) {
      if (id >= this.#direct.length) this.#growTo(id + 1);
      this.#direct[id] = row + 1;
    } else {
      this.#others.set(id, row);
    }
    return row;
  }

  #growTo(length: number): void {
    let size = this.#direct.length;
    while (size < length) size *= 2;
    const larger = new Int32Array(size);
    larger.set(this.#direct);
    this.#direct = larger;
  }
}
