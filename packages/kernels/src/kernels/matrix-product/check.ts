import { checkInteger, checkOneOf } from "@towerkit/core";
import { checkApart, checkFloats } from "../../checks/arrays.js";
import type { MatrixProductInput } from "./input.js";

/**
 * Checks all that `matrixProduct` will read. Infinities and what is not a number are let through.
 * @throws ConfigError for a wrong type, size, length or layout, or an `out` that overlaps the others.
 */
export function checkMatrixProduct(input: MatrixProductInput): void {
  const { left, right, rows, inner, columns, transposed, out } = input;
  checkInteger("rows", rows, 0);
  checkInteger("inner", inner, 0);
  checkInteger("columns", columns, 0);
  if (transposed !== undefined) checkOneOf("transposed", transposed, ["left", "right"]);
  checkFloats("left", left, rows * inner);
  checkFloats("right", right, inner * columns);
  checkFloats("out", out, rows * columns);
  checkApart("out", out, { left, right });
}
