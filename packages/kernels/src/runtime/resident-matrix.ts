import { ConfigError, checkInteger } from "@towerkit/core";
import { checkTypedArray } from "../checks/arrays.js";
import type { MatrixStore, ValueKind, Values } from "./matrix-store.js";
import type { ResidentRows } from "./types.js";

/** What a resident matrix is made of. */
export interface StoredMatrixParts<V extends Values> {
  readonly rows: number;
  readonly dim: number;
  readonly type: ValueKind<V>["type"];
  readonly store: MatrixStore<V>;
  /** @throws ConfigError for an array of the runtime's own memory that is not valid any more. */
  readonly checkView: (name: string, values: ArrayBufferView) => void;
}

/** A resident matrix: of the vector kernels' memory, or an ordinary array of the plain ones. */
export class StoredMatrix<V extends Values = Values> implements ResidentRows<V> {
  readonly rows: number;
  readonly dim: number;
  readonly type: ValueKind<V>["type"];
  readonly #store: MatrixStore<V>;
  readonly #checkView: StoredMatrixParts<V>["checkView"];

  constructor({ rows, dim, type, store, checkView }: StoredMatrixParts<V>) {
    this.rows = rows;
    this.dim = dim;
    this.type = type;
    this.#store = store;
    this.#checkView = checkView;
  }

  /** The position in the vector kernels' memory, if it lies there. */
  get at(): number | undefined {
    return this.#store.at;
  }

  write(firstRow: number, from: V): void {
    const data = this.view();
    checkInteger("firstRow", firstRow, 0);
    checkTypedArray("from", from, this.type);
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

  view(): V {
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
export function rowsOf<V extends Values>(matrix: V | ResidentRows<V>): V {
  return "view" in matrix ? matrix.view() : matrix;
}

/** The position of a matrix in the machine's memory, if it lies there. */
export function placeOf(
  matrix: Values | ResidentRows<Float32Array> | ResidentRows<Int8Array>,
): number | undefined {
  return matrix instanceof StoredMatrix ? matrix.at : undefined;
}
