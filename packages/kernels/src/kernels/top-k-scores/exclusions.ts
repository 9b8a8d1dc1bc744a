import type { BestOfQueries } from "./input.js";

/** The excluded candidates of some queries, rising within each. */
export interface Exclusions {
  /** `[queries + 1]`, from 0. */
  readonly offsets: Int32Array;
  readonly candidates: Int32Array;
}

/** What queries `first … end` exclude. */
export function exclusionsOf(best: BestOfQueries, first: number, end: number): Exclusions {
  const { excludedOffsets, excluded } = best;
  if (excludedOffsets === undefined || excluded === undefined) {
    return { offsets: new Int32Array(end - first + 1), candidates: new Int32Array(0) };
  }
  const from = excludedOffsets[first];
  const offsets = excludedOffsets.slice(first, end + 1);
  for (let i = 0; i < offsets.length; i++) offsets[i] -= from;
  const candidates = excluded.slice(from, excludedOffsets[end]);
  for (let i = 0; i + 1 < offsets.length; i++)
    sort(candidates.subarray(offsets[i], offsets[i + 1]));
  return { offsets, candidates };
}

/** Lists mostly come sorted, and looking is faster than sorting. */
function sort(list: Int32Array): void {
  for (let i = 1; i < list.length; i++) {
    if (list[i] < list[i - 1]) {
      list.sort();
      return;
    }
  }
}
