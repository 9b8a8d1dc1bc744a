import { ConfigError, checkInteger } from "@towerkit/core";
import { checkTypedArray } from "../checks/arrays.js";
import type { ResidentRows } from "./types.js";

/** What the values of a resident matrix are. */
export type ValueType = "Float32Array" | "Int8Array";

/** Where a matrix lies. */
export interface MatrixStore<Values> {
  /** The values as they lie in memory now. */
  view(): Values;
  /** The position in the vector kernels' memory, if it lies there. */
  readonly at?: number;
  release(): void;
}

/** A resident matrix: of the vector kernels' memory, or an ordinary array of the plain ones. */
export class StoredMatrix<Values extends Float32Array | Int8Array> implements ResidentRows<Values> {
  readonly rows: number;
  readonly dim: number;
  readonly type: ValueType;
  #store: MatrixStore<Values> | undefined;

  constructor(
    { rows, dim, type }: { rows: number; dim: number; type: ValueType },
    makeStore: (values: number) => MatrixStore<Values>,
  ) {
    this.rows = checkInteger("rows", rows, 0);
    this.dim = checkInteger("dim", dim, 1);
    this.type = type;
    this.#store = makeStore(rows * dim);
  }

  /** The position in the vector kernels' memory, if it lies there. */
  get at(): number | undefined {
    return this.#store?.at;
  }

  write(firstRow: number, from: Values): void {
    const data = this.view();
    checkInteger("firstRow", firstRow, 0);
    checkTypedArray("from", from, this.type);
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

  view(): Values {
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
export function rowsOf<Values extends Float32Array | Int8Array>(
  matrix: Values | ResidentRows<Values>,
): Values {
  return "view" in matrix ? matrix.view() : matrix;
}

/** The position of a matrix in the machine's memory, if it lies there. */
export function placeOf(
  matrix: Float32Array | Int8Array | ResidentRows<Float32Array> | ResidentRows<Int8Array>,
): number | undefined {
  return matrix instanceof StoredMatrix ? matrix.at : undefined;
}
