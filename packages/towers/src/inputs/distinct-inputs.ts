import { compareRows, type RowComparison } from "./comparing-rows.js";
import { type EncodedInputs, pickInputs } from "./encoded-inputs.js";

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
  const { rows, features } = inputs;
  const comparisons = features.map(compareRows);
  const slotOfRow = new Int32Array(rows);
  const firstRows = new Int32Array(rows);
  const hashes = new Int32Array(rows);
  for (const comparison of comparisons) comparison.hashInto(hashes);
  const buckets = new Int32Array(bucketCount(rows)).fill(EMPTY);
  const mask = buckets.length - 1;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    let bucket = hashes[row] & mask;
    while (buckets[bucket] !== EMPTY && !equalRows(comparisons, firstRows[buckets[bucket]], row)) {
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
    distinct: pickInputs(inputs, kept),
    slotOfRow,
  };
}

/** A power of two that leaves at least half of the buckets free. */
function bucketCount(rows: number): number {
  let count = 2;
  while (count < 2 * rows) count *= 2;
  return count;
}

function equalRows(comparisons: readonly RowComparison[], a: number, b: number): boolean {
  for (let feature = 0; feature < comparisons.length; feature++) {
    if (!comparisons[feature].equal(a, b)) return false;
  }
  return true;
}
