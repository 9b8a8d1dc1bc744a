import type { ResidentMatrix, Runtime } from "@towerkit/kernels";

/** Spare room costs memory; growing costs a copy. */
const GROWTH = 1.25;

/** A resident matrix that rows can be added to and taken from. Rows not in use are zero. */
export class GrowingMatrix {
  readonly runtime: Runtime;
  readonly dim: number;
  #rows = 0;
  #matrix: ResidentMatrix;

  constructor(runtime: Runtime, dim: number) {
    this.runtime = runtime;
    this.dim = dim;
    this.#matrix = runtime.matrix(0, dim);
  }

  /** All rows, those in use first. Another one after rows were added or taken. */
  get resident(): ResidentMatrix {
    return this.#matrix;
  }

  /** The rows in use, `[rows, dim]`, valid until the next call of the runtime. */
  view(): Float32Array {
    return this.#matrix.view().subarray(0, this.#rows * this.dim);
  }

  append(vectors: Float32Array): void {
    const rows = this.#rows + vectors.length / this.dim;
    const capacity = this.#matrix.rows;
    if (rows > capacity) this.#reallocate(Math.max(rows, Math.ceil(capacity * GROWTH)));
    this.#matrix.write(this.#rows, vectors);
    this.#rows = rows;
  }

  replace(row: number, vector: Float32Array): void {
    this.#matrix.write(row, vector);
  }

  /** Keeps the given rows, which must rise, and drops all others. */
  keep(rows: readonly number[]): void {
    const { dim } = this;
    const view = this.#matrix.view();
    for (const [to, from] of rows.entries()) {
      if (to !== from) view.copyWithin(to * dim, from * dim, (from + 1) * dim);
    }
    view.fill(0, rows.length * dim, this.#rows * dim);
    this.#rows = rows.length;
    if (rows.length < this.#matrix.rows / 2) this.#reallocate(rows.length);
  }

  #reallocate(capacity: number): void {
    const old = this.#matrix;
    this.#matrix = this.runtime.matrix(capacity, this.dim);
    this.#matrix.write(0, old.view().subarray(0, this.#rows * this.dim));
    old.free();
  }
}
