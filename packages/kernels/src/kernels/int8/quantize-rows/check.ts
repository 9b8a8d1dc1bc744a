import { ConfigError, checkInteger } from "@towerkit/core";
import { checkAllFinite } from "../../../checks/arrays.js";
import { checkFloatRows, checkInt8Rows } from "../../../checks/rows.js";
import type { MatrixChecker } from "../../../runtime/kernel.js";
import { rowsOf } from "../../../runtime/resident-matrix.js";
import type { QuantizeRowsInput } from "./input.js";

/**
 * Checks all that `quantizeRows` will read, and the room for what it writes.
 * @throws ConfigError for a wrong type or length; NumericError for a value that is not finite.
 */
export function checkQuantizeRows(input: QuantizeRowsInput, matrices: MatrixChecker): void {
  const { values, dim, out, scales } = input;
  checkInteger("dim", dim, 1);
  const rows = checkFloatRows("values", values, { dim, matrices });
  checkRows("out", checkInt8Rows("out", out, { dim, matrices }), rows);
  checkRows("scales", checkFloatRows("scales", scales, { dim: 1, matrices }), rows);
  checkAllFinite("values", rowsOf(values));
}

function checkRows(name: string, found: number, rows: number): void {
  if (found === rows) return;
  throw new ConfigError(`${name} must have ${rows} rows, as values has, got ${found}.`);
}
