import { checkIndices, checkInteger } from "@towerkit/core";
import { checkFloats, checkInts, countRows } from "../../checks/arrays.js";
import type { AccumulateRowsInput, GatherRowsInput } from "./input.js";

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
