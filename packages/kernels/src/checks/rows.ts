import { checkIndices, checkInteger, checkPositive } from "@towerkit/core";
import type { AccumulateRowsInput, AdagradRowsInput, GatherRowsInput } from "../types.js";
import { checkAllFinite, checkFloats, checkInts, countRows } from "./arrays.js";

/** @throws ConfigError for a wrong type, length or row number. */
export function checkGatherRows({ table, dim, rows, out }: GatherRowsInput): void {
  checkInteger("dim", dim, 1);
  checkFloats("table", table);
  checkInts("rows", rows);
  checkFloats("out", out, rows.length * dim);
  checkIndices("rows", rows, countRows("table", table, dim));
}

/** @throws ConfigError for a wrong type, length or slot. */
export function checkAccumulateRows({ gradients, dim, slots, out }: AccumulateRowsInput): void {
  checkInteger("dim", dim, 1);
  checkInts("slots", slots);
  checkFloats("gradients", gradients, slots.length * dim);
  checkFloats("out", out);
  checkIndices("slots", slots, countRows("out", out, dim));
}

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
