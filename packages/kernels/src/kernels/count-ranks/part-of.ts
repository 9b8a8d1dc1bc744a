import type { RankedRows } from "./input.js";

/** Some of the rows to be ranked. Offsets and lists are these rows' alone. */
export interface RankedPart {
  readonly positiveOffsets: Int32Array;
  readonly positives: Int32Array;
  readonly excludedOffsets: Int32Array;
  readonly excluded: Int32Array;
  /** Where the part's first positive is among all of them. */
  readonly firstPositive: number;
}

/** Rows `first … end`. */
export function partOf(rows: RankedRows, first: number, end: number): RankedPart {
  const positives = listsOf(rows.positiveOffsets, rows.positives, first, end);
  const excluded =
    rows.excludedOffsets === undefined || rows.excluded === undefined
      ? { offsets: new Int32Array(end - first + 1), values: new Int32Array(0) }
      : listsOf(rows.excludedOffsets, rows.excluded, first, end);
  return {
    positiveOffsets: positives.offsets,
    positives: positives.values,
    excludedOffsets: excluded.offsets,
    excluded: excluded.values,
    firstPositive: rows.positiveOffsets[first],
  };
}

function listsOf(allOffsets: Int32Array, allValues: Int32Array, first: number, end: number) {
  const from = allOffsets[first];
  const offsets = allOffsets.slice(first, end + 1);
  for (let i = 0; i < offsets.length; i++) offsets[i] -= from;
  return { offsets, values: allValues.subarray(from, allOffsets[end]) };
}
