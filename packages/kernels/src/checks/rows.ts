import type { MatrixChecker } from "../runtime/kernel.js";
import { rowsOf } from "../runtime/resident-matrix.js";
import type { ResidentInt8Matrix, ResidentMatrix, ResidentRows } from "../runtime/types.js";
import { checkFloats, checkTypedArray, countRows } from "./arrays.js";

/** What rows are checked against. */
interface Expected {
  readonly dim: number;
  readonly matrices: MatrixChecker;
}

/**
 * Checks that an argument holds whole float32 rows, in an array or a resident matrix.
 * @returns how many.
 * @throws ConfigError otherwise.
 */
export function checkFloatRows(
  name: string,
  rows: Float32Array | ResidentMatrix,
  { dim, matrices }: Expected,
): number {
  if (isResident(rows)) matrices.checkMatrix(name, rows, dim);
  else checkFloats(name, rows);
  return countRows(name, rowsOf(rows), dim);
}

/**
 * Checks that an argument holds whole int8 rows, in an array or a resident matrix.
 * @returns how many.
 * @throws ConfigError otherwise.
 */
export function checkInt8Rows(
  name: string,
  rows: Int8Array | ResidentInt8Matrix,
  { dim, matrices }: Expected,
): number {
  if (isResident(rows)) matrices.checkInt8Matrix(name, rows, dim);
  else checkTypedArray(name, rows, "Int8Array");
  return countRows(name, rowsOf(rows), dim);
}

function isResident<Values extends Float32Array | Int8Array>(
  rows: Values | ResidentRows<Values>,
): rows is ResidentRows<Values> {
  return typeof rows === "object" && rows !== null && "view" in rows;
}
