import type { Machine } from "../../machine/machine.js";
import { READ_BEYOND, type RowSpan } from "../../machine/row-span.js";
import type { AccumulateBagsInput, BagsInput, EmbeddingBagsInput } from "./input.js";
import { writeShares } from "./shares.js";

/** The bags' own values enter or leave the memory about so many at a time: 1 MB. */
const VALUES_AT_A_TIME = 1 << 18;

/** About so many values are a block. */
const BLOCK_VALUES = 1024;

/** How many values of each row a block of `accumulateBags` covers: `COLUMN_BYTES` of the assembly. */
const COLUMN_VALUES = 16;

/** @param span - of the ids. */
export function embeddingBagsOnMachine(
  machine: Machine,
  input: EmbeddingBagsInput,
  span: RowSpan,
): void {
  const { memory } = machine;
  const { table, dim, offsets, ids, out } = input;
  const numBags = offsets.length - 1;
  const chunk = bagsAtATime(numBags, dim);
  const at = memory.scratch({
    offsets: offsets.length,
    rows: ids.length,
    weights: ids.length,
    table: span.values + READ_BEYOND,
    out: chunk * dim,
  });
  memory.ints(at.offsets, offsets.length).set(offsets);
  span.writeRows(memory.ints(at.rows, ids.length));
  const weights = memory.floats(at.weights, ids.length);
  if (input.weights === undefined) weights.fill(1);
  else weights.set(input.weights);
  memory.floats(at.table, span.values).set(span.of(table));
  const bagsPerBlock = Math.max(1, Math.floor(BLOCK_VALUES / dim));
  for (let first = 0; first < numBags; first += chunk) {
    const count = Math.min(chunk, numBags - first);
    const isMean = input.combiner === "mean" ? 1 : 0;
    const job = [
      ...[first, count, bagsPerBlock, dim],
      ...[at.offsets, at.rows, at.weights, at.table, isMean, at.out],
    ];
    machine.run("EMBEDDING_BAGS", job, {
      blocks: Math.ceil(count / bagsPerBlock),
      operations: entriesOf(input, { first, count }) * dim,
    });
    out.set(memory.floats(at.out, count * dim), first * dim);
  }
}

/** @param span - of the slots. */
export function accumulateBagsOnMachine(
  machine: Machine,
  input: AccumulateBagsInput,
  span: RowSpan,
): void {
  const { memory } = machine;
  const { gradients, dim, offsets, slots, out } = input;
  const numBags = offsets.length - 1;
  const chunk = bagsAtATime(numBags, dim);
  const at = memory.scratch({
    offsets: offsets.length,
    slots: slots.length,
    shares: slots.length,
    gradients: chunk * dim + READ_BEYOND,
    out: span.values + READ_BEYOND,
  });
  memory.ints(at.offsets, offsets.length).set(offsets);
  span.writeRows(memory.ints(at.slots, slots.length));
  writeShares(input, memory.floats(at.shares, slots.length));
  memory.floats(at.out, span.values).set(span.of(out));
  for (let first = 0; first < numBags; first += chunk) {
    const count = Math.min(chunk, numBags - first);
    const part = gradients.subarray(first * dim, (first + count) * dim);
    memory.floats(at.gradients, part.length).set(part);
    const job = [first, count, dim, at.offsets, at.slots, at.shares, at.gradients, at.out];
    machine.run("ACCUMULATE_BAGS", job, {
      blocks: Math.ceil(dim / COLUMN_VALUES),
      operations: entriesOf(input, { first, count }) * dim,
    });
  }
  span.of(out).set(memory.floats(at.out, span.values));
}

const bagsAtATime = (numBags: number, dim: number) =>
  Math.min(numBags, Math.max(1, Math.floor(VALUES_AT_A_TIME / dim)));

const entriesOf = ({ offsets }: BagsInput, { first, count }: { first: number; count: number }) =>
  offsets[first + count] - offsets[first];
