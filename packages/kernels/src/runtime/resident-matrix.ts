import { ConfigError, checkInteger } from "@towerkit/core";
import { checkFloats } from "../checks/arrays.js";
import type { MatrixStore } from "./matrix-store.js";
import type { ResidentMatrix } from "./types.js";

/** What a resident matrix is made of. */
export interface StoredMatrixParts {
  readonly rows: number;
  readonly dim: number;
  readonly store: MatrixStore;
  /** @throws ConfigError for an array of the runtime's own memory that is not valid any more. */
  readonly checkView: (name: string, values: ArrayBufferView) => void;
}

/** A resident matrix: of the vector kernels' memory, or an ordinary array of the plain ones. */
export class StoredMatrix implements ResidentMatrix {
  readonly rows: number;
  readonly dim: number;
  readonly #store: MatrixStore;
  readonly #checkView: StoredMatrixParts["checkView"];

  constructor({ rows, dim, store, checkView }: StoredMatrixParts) {
    this.rows = rows;
    this.dim = dim;
    this.#store = store;
    this.#checkView = checkView;
  }

  /** The position in the vector kernels' memory, if it lies there. */
  get at(): number | undefined {
    return this.#store.at;
  }

  write(firstRow: number, from: Float32Array): void {
    const data = this.view();
    checkInteger("firstRow", firstRow, 0);
    checkFloats("from", from);
    this.#checkView("from", from);
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
    const view = this.#store.view();
    if (view === undefined) {
      throw new ConfigError(
        "this matrix was freed, or its runtime closed; make a new one with runtime.matrix().",
      );
    }
    return view;
  }

  free(): void {
    this.#store.release();
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
