import { checkIndices, checkInteger, checkPositive } from "@towerkit/core";
import { checkAllFinite, checkFloats, checkInts, countRows } from "../../checks/arrays.js";
import type { AdagradRowsInput } from "./input.js";

/**
 * @throws ConfigError for a wrong type, length, row number or setting; NumericError for a gradient
 * that is not finite, so that it cannot spoil the table.
 */
export function checkAdagradRows(input: AdagradRowsInput): void {
  const { table, accumulator, dim, rows, gradients } = input;
  checkInteger("dim", dim, 1);
  checkFloats("table", table);
  checkFloats("accumulator", accumulator, table.length);
  checkInts("rows", rows);
  checkFloats("gradients", gradients, rows.length * dim);
  checkPositive("learningRate", input.learningRate);
  checkPositive("epsilon", input.epsilon);
  checkIndices("rows", rows, countRows("table", table, dim));
  checkAllFinite("gradients", gradients);
}
