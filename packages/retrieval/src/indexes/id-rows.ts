import type { Id } from "../id.js";

/** The ids of an index in the order they were put in, and the row of each. */
export class IdRows {
  #ids: Id[] = [];
  readonly #rows = new Map<Id, number>();

  get size(): number {
    return this.#ids.length;
  }

  get ids(): readonly Id[] {
    return this.#ids;
  }

  has(id: Id): boolean {
    return this.#rows.has(id);
  }

  row(id: Id): number | undefined {
    return this.#rows.get(id);
  }

  append(ids: readonly Id[]): void {
    for (const id of ids) {
      this.#rows.set(id, this.#ids.length);
      this.#ids.push(id);
    }
  }

  /** Takes ids out, and returns the rows that are left, which become rows 0, 1, 2 … */
  remove(ids: readonly Id[]): number[] {
    for (const id of ids) this.#rows.delete(id);
    const left: number[] = [];
    for (const [row, id] of this.#ids.entries()) {
      if (this.#rows.has(id)) {
        this.#rows.set(id, left.length);
        left.push(row);
      }
    }
    this.#ids = left.map((row) => this.#ids[row] as Id);
    return left;
  }
}
