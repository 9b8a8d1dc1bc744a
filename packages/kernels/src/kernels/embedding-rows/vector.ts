import type { Machine } from "../../machine/machine.js";
import { READ_BEYOND, type RowSpan } from "../../machine/row-span.js";
import { accumulateBagsOnMachine } from "../embedding-bags/vector.js";
import type { AccumulateRowsInput, GatherRowsInput } from "./input.js";

/** Copies leave the memory about so many values at a time: 1 MB. */
const VALUES_AT_A_TIME = 1 << 18;

/** About so many values are a block. */
const BLOCK_VALUES = 4096;

/** @param span - of the rows. */
export function gatherRowsOnMachine(
  machine: Machine,
  { table, dim, rows, out }: GatherRowsInput,
  span: RowSpan,
): void {
  const { memory } = machine;
  const chunk = Math.min(rows.length, Math.max(1, Math.floor(VALUES_AT_A_TIME / dim)));
  const at = memory.scratch({
    rows: rows.length,
    table: span.values + READ_BEYOND,
    out: chunk * dim,
  });
  span.writeRows(memory.ints(at.rows, rows.length));
  memory.floats(at.table, span.values).set(span.of(table));
  const perBlock = Math.max(1, Math.floor(BLOCK_VALUES / dim));
  for (let first = 0; first < rows.length; first += chunk) {
    const count = Math.min(chunk, rows.length - first);
    machine.run("GATHER_ROWS", [count, perBlock, dim, at.rows + first * 4, at.table, at.out], {
      blocks: Math.ceil(count / perBlock),
      operations: (count * dim) / 4,
    });
    out.set(memory.floats(at.out, count * dim), first * dim);
  }
}

/** Rows are bags of one entry each, whose share is 1. */
export function accumulateRowsOnMachine(
  machine: Machine,
  { gradients, dim, slots, out }: AccumulateRowsInput,
  span: RowSpan,
): void {
  const offsets = new Int32Array(slots.length + 1);
  for (let i = 0; i < offsets.length; i++) offsets[i] = i;
  const bags = { gradients, dim, offsets, combiner: "sum", slots, out } as const;
  accumulateBagsOnMachine(machine, bags, span);
}
