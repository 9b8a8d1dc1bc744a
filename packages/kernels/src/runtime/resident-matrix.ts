import { ConfigError, checkInteger } from "@towerkit/core";
import { checkFloats } from "../checks/arrays.js";
import type { ResidentMatrix } from "./types.js";

/** Where a matrix lies. */
export interface MatrixStore {
  /** The values as they lie in memory now. */
  view(): Float32Array;
  /** The position in the vector kernels' memory, if it lies there. */
  readonly at?: number;
  release(): void;
}

/** A resident matrix: of the vector kernels' memory, or an ordinary array of the plain ones. */
export class StoredMatrix implements ResidentMatrix {
  readonly rows: number;
  readonly dim: number;
  #store: MatrixStore | undefined;

  constructor(rows: number, dim: number, makeStore: (values: number) => MatrixStore) {
    this.rows = checkInteger("rows", rows, 0);
    this.dim = checkInteger("dim", dim, 1);
    this.#store = makeStore(rows * dim);
  }

  /** The position in the vector kernels' memory, if it lies there. */
  get at(): number | undefined {
    return this.#store?.at;
  }

  write(firstRow: number, from: Float32Array): void {
    const data = this.view();
    checkInteger("firstRow", firstRow, 0);
    checkFloats("from", from);
    const rows = from.length / this.dim;
    if (!Number.isInteger(rows)) {
      throw new ConfigError(
        `from must hold whole rows of ${this.dim} values, got ${from.length} values.`,
      );
    }
    if (firstRow + rows > this.rows) {
      throw new ConfigError(
        `from holds ${rows} rows to be written from row ${firstRow} on, but the matrix has ${this.rows} rows.`,
      );
    }
    data.set(from, firstRow * this.dim);
  }

  view(): Float32Array {
    if (this.#store === undefined) {
      throw new ConfigError(
        "this matrix was freed, or its runtime closed; make a new one with runtime.matrix().",
      );
    }
    return this.#store.view();
  }

  free(): void {
    this.#store?.release();
    this.#store = undefined;
  }
}

/** The rows of a matrix, wherever they lie. */
export function rowsOf(matrix: Float32Array | ResidentMatrix): Float32Array {
  return "view" in matrix ? matrix.view() : matrix;
}

/** The position of a matrix in the machine's memory, if it lies there. */
export function placeOf(matrix: Float32Array | ResidentMatrix): number | undefined {
  return matrix instanceof StoredMatrix ? matrix.at : undefined;
}
