import type { EncodedInputs } from "./inputs.js";

/** The distinct rows of some encoded inputs. */
export interface DistinctInputs {
  /** Each distinct row once, in the order of first occurrence. */
  readonly distinct: EncodedInputs;
  /** For each given row, the distinct row that it equals: `[rows]`. */
  readonly slotOfRow: Int32Array;
}

const EMPTY = -1;

/**
 * Finds the rows of encoded inputs that differ: rows equal in every feature get the same slot, and
 * slots are numbered in the order of first occurrence. Time and memory grow with the rows alone.
 */
export function distinctInputs(inputs: EncodedInputs): DistinctInputs {
  const { rows, ids } = inputs;
  const slotOfRow = new Int32Array(rows);
  const firstRows = new Int32Array(rows);
  const hashes = hashRows(inputs);
  const buckets = new Int32Array(bucketCount(rows)).fill(EMPTY);
  const mask = buckets.length - 1;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    let bucket = hashes[row] & mask;
    while (buckets[bucket] !== EMPTY && !equalRows(ids, firstRows[buckets[bucket]], row)) {
      bucket = (bucket + 1) & mask;
    }
    if (buckets[bucket] === EMPTY) {
      firstRows[count] = row;
      buckets[bucket] = count++;
    }
    slotOfRow[row] = buckets[bucket];
  }
  const kept = firstRows.subarray(0, count);
  return {
    distinct: { rows: count, ids: ids.map((column) => kept.map((row) => column[row])) },
    slotOfRow,
  };
}

/** A power of two that leaves at least half of the buckets free. */
function bucketCount(rows: number): number {
  let count = 2;
  while (count < 2 * rows) count *= 2;
  return count;
}

function hashRows({ rows, ids }: EncodedInputs): Int32Array {
  const hashes = new Int32Array(rows);
  for (const column of ids) {
    for (let row = 0; row < rows; row++) {
      const mixed = Math.imul(hashes[row] ^ column[row], 0x9e3779b1);
      hashes[row] = mixed ^ (mixed >>> 15);
    }
  }
  return hashes;
}

function equalRows(ids: readonly Int32Array[], a: number, b: number): boolean {
  for (let feature = 0; feature < ids.length; feature++) {
    if (ids[feature][a] !== ids[feature][b]) return false;
  }
  return true;
}
