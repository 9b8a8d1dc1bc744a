import { exp32 } from "../../../math/exp32.js";
import type { RowColumns } from "./row-columns.js";

const { fround } = Math;

/** The number of no item set aside. */
export const NONE = -1;

/** The columns of a row that are set aside, one item after another. */
export interface AsideColumns extends RowColumns {
  /** `[numCandidates]` each: their scores, and ... */
  readonly asideScores: Float32Array;
  /** ... columnWeight · exp(score − the greatest of the row), and ... */
  readonly asideExponentials: Float32Array;
  /** ... the same relative to the greatest outside the top item; nothing for that item itself. */
  readonly asideExponentialsOutsideTop: Float32Array;
  /** `[positives of one query]` each: of the items set aside, in their order. */
  readonly asideGreatest: Float32Array;
  readonly asideSums: Float64Array;
  readonly sumsOutside: Float64Array;
  readonly asideShares: Float64Array;
  readonly sharesOutside: Float64Array;
}

/** Sums of columnWeight · exp(score − base), over all of a row and over all but its top item. */
export interface RowSums {
  /** The item set aside that holds the row's greatest score; `NONE` where no such item does. */
  readonly top: number;
  readonly base: number;
  readonly total: number;
  readonly baseOutsideTop: number;
  readonly totalOutsideTop: number;
}

/** exp(from − to): what turns an exponential relative to `from` into one relative to `to`. */
export function rebased(from: number, to: number): number {
  return from === -Infinity ? 0 : exp32(fround(from - to));
}

/** Copies the scores of the columns set aside, which are about to be overwritten. */
export function keepAsideScores(
  { groups, asideGroups, asideScores }: AsideColumns,
  { scores, start, numAside }: { scores: Float32Array; start: number; numAside: number },
): void {
  let at = 0;
  for (let k = 0; k < numAside; k++) {
    const end = groups.groupOffsets[asideGroups[k] + 1];
    for (let m = groups.groupOffsets[asideGroups[k]]; m < end; m++) {
      asideScores[at++] = scores[start + groups.groupCandidates[m]];
    }
  }
}

/** Exponentiates and sums what is set aside, and sums what is outside each item. */
export function sumAside(
  aside: AsideColumns,
  row: { readonly baseInPlace: number; readonly sumInPlace: number; readonly numAside: number },
): RowSums {
  const { asideExponentials, asideExponentialsOutsideTop, asideGreatest, asideSums } = aside;
  const { baseInPlace, sumInPlace, numAside } = row;
  findGreatest(aside, numAside);
  let base = baseInPlace;
  let top = NONE;
  for (let k = 0; k < numAside; k++) {
    if (asideGreatest[k] <= base) continue;
    base = asideGreatest[k];
    top = k;
  }
  let baseOutsideTop = baseInPlace;
  for (let k = 0; k < numAside; k++) {
    if (k !== top && asideGreatest[k] > baseOutsideTop) baseOutsideTop = asideGreatest[k];
  }
  let totalOutsideTop = sumInPlace * rebased(baseInPlace, baseOutsideTop);
  let at = 0;
  for (let k = 0; k < numAside; k++) {
    asideSums[k] = exponentiate(aside, { at, k, base, out: asideExponentials });
    if (top !== NONE && k !== top) {
      const out = asideExponentialsOutsideTop;
      totalOutsideTop += exponentiate(aside, { at, k, base: baseOutsideTop, out });
    }
    at += sizeOf(aside, k);
  }
  const inPlace = sumInPlace * rebased(baseInPlace, base);
  const total = sumOthers(asideSums, { count: numAside, start: inPlace, out: aside.sumsOutside });
  return { top, base, total, baseOutsideTop, totalOutsideTop };
}

function sizeOf({ groups, asideGroups }: AsideColumns, k: number): number {
  return groups.groupOffsets[asideGroups[k] + 1] - groups.groupOffsets[asideGroups[k]];
}

function findGreatest(aside: AsideColumns, numAside: number): void {
  const { groups, asideGroups, asideScores, asideGreatest, columnWeights } = aside;
  let at = 0;
  for (let k = 0; k < numAside; k++) {
    let greatest = -Infinity;
    const end = groups.groupOffsets[asideGroups[k] + 1];
    for (let m = groups.groupOffsets[asideGroups[k]]; m < end; m++) {
      const score = asideScores[at++];
      if (score > greatest && columnWeights[groups.groupCandidates[m]] > 0) greatest = score;
    }
    asideGreatest[k] = greatest;
  }
}

/** Writes columnWeight · exp(score − base) of one item from `at` on, and returns the sum. */
function exponentiate(
  { groups, asideGroups, asideScores, columnWeights }: AsideColumns,
  item: { at: number; k: number; base: number; out: Float32Array },
): number {
  const { k, base, out } = item;
  let { at } = item;
  let sum = 0;
  const end = groups.groupOffsets[asideGroups[k] + 1];
  for (let m = groups.groupOffsets[asideGroups[k]]; m < end; m++) {
    const weight = columnWeights[groups.groupCandidates[m]];
    out[at] = weight === 0 ? 0 : exp32(fround(asideScores[at] - base)) * weight;
    sum += out[at];
    at += 1;
  }
  return sum;
}

/**
 * For each of `count` values the sum of `start` and all the others, without taking anything away: of
 * those before it, in rising order, plus those after it, in falling order. Small sums beside a large
 * value keep all their digits this way.
 *
 * @returns the sum of all of them.
 */
export function sumOthers(
  values: Float64Array,
  { count, start, out }: { count: number; start: number; out: Float64Array },
): number {
  let before = start;
  for (let k = 0; k < count; k++) {
    out[k] = before;
    before += values[k];
  }
  let after = 0;
  for (let k = count - 1; k >= 0; k--) {
    out[k] += after;
    after += values[k];
  }
  return before;
}

/** Writes the gradients of the columns set aside. */
export function writeAside(
  aside: AsideColumns,
  row: {
    readonly scores: Float32Array;
    readonly start: number;
    readonly numAside: number;
    readonly top: number;
    readonly shareOutsideTop: number;
  },
): void {
  const { groups, asideGroups, asideExponentials, asideExponentialsOutsideTop } = aside;
  const shareOutsideTop = fround(row.shareOutsideTop);
  let at = 0;
  for (let k = 0; k < row.numAside; k++) {
    const share = fround(aside.sharesOutside[k]);
    const hasMore = row.top !== NONE && k !== row.top;
    const end = groups.groupOffsets[asideGroups[k] + 1];
    for (let m = groups.groupOffsets[asideGroups[k]]; m < end; m++) {
      const more = hasMore ? fround(asideExponentialsOutsideTop[at] * shareOutsideTop) : 0;
      const gradient = fround(asideExponentials[at] * share);
      row.scores[row.start + groups.groupCandidates[m]] = gradient + more;
      at += 1;
    }
  }
}
