import type { Machine } from "../../../machine/machine.js";
import { placeOf, rowsOf } from "../../../runtime/resident-matrix.js";
import type { QuantizeRowsInput } from "./input.js";

/** About so many values enter the memory at a time: 1 MB, little enough to stay in the cache. */
const VALUES_AT_A_TIME = 1 << 18;

/** How many rows a block covers: `ROWS` of assembly/kernels/quantize-rows. */
const ROW_BLOCK = 1024;

/** `quantizeRows`, some rows at a time; resident ones where they lie. */
export function quantizeRowsOnMachine(machine: Machine, input: QuantizeRowsInput): void {
  const { memory } = machine;
  const { values, dim, out, scales } = input;
  const numRows = rowsOf(scales).length;
  const [valuesAt, outAt, scalesAt] = [placeOf(values), placeOf(out), placeOf(scales)];
  const isResident = valuesAt !== undefined && outAt !== undefined && scalesAt !== undefined;
  const fitting = isResident ? numRows : Math.max(1, Math.floor(VALUES_AT_A_TIME / dim));
  const step = Math.min(numRows, fitting);
  const at = memory.scratch({
    values: valuesAt === undefined ? step * dim : 0,
    out: outAt === undefined ? Math.ceil((step * dim) / 4) : 0,
    scales: scalesAt === undefined ? step : 0,
  });
  for (let first = 0; first < numRows; first += step) {
    const rows = Math.min(step, numRows - first);
    const [start, count] = [first * dim, rows * dim];
    if (valuesAt === undefined) {
      memory.floats(at.values, count).set(rowsOf(values).subarray(start, start + count));
    }
    const job = [
      valuesAt === undefined ? at.values : valuesAt + start * 4,
      rows,
      dim,
      outAt === undefined ? at.out : outAt + start,
      scalesAt === undefined ? at.scales : scalesAt + first * 4,
    ];
    machine.run("QUANTIZE_ROWS", job, {
      blocks: Math.ceil(rows / ROW_BLOCK),
      operations: count,
    });
    if (outAt === undefined) rowsOf(out).set(memory.bytesAt(at.out, count), start);
    if (scalesAt === undefined) rowsOf(scales).set(memory.floats(at.scales, rows), first);
  }
}
