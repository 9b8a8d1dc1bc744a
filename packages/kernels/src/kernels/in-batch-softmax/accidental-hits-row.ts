import { exp32 } from "../../math/exp32.js";
import { exp32Row } from "../../math/exp32-row.js";
import { log } from "../../math/log.js";
import type { ItemGroups } from "./item-groups.js";
import type { SoftmaxRows } from "./softmax-row.js";
import { sumsOutside } from "./sums-outside.js";

const { fround } = Math;

const NO_GROUP = -1;
const NO_COLUMN = -1;

/** What the rows have in common where accidental hits are removed. */
export interface AccidentalHitsRows extends SoftmaxRows {
  readonly groups: ItemGroups;
  readonly positiveInverseProbabilities: Float32Array;
  /** `[numCandidates]`: columnWeight · exp(score − the row's greatest score). */
  readonly exponentials: Float32Array;
  /** `[numCandidates]`: the same relative to the greatest score outside the top group, 0 in it. */
  readonly exponentialsOutsideTop: Float32Array;
  /** `[numGroups]` each: working memory. */
  readonly perGroup: Float64Array;
  readonly sumOutsideGroup: Float64Array;
  readonly shareOutsideGroup: Float64Array;
  /** `[positives of one query]`: the gradient of a positive's loss with respect to its own score. */
  readonly ownGradients: Float64Array;
}

/**
 * `softmaxRow` where the columns that hold a positive's own item are no negatives for it: positive i
 * has a Z of its own, Σ columnWeight_c · exp(score_c) over the other items, plus exp(score_i) / p_i.
 *
 * Nothing is ever taken away from a sum: Z comes from the sums before and after the item's group, and
 * the gradients likewise. Exponentials are relative to the row's greatest score. Only the positives of
 * the item that holds that score, whose Z goes without it, might find nothing left: theirs are relative
 * to the greatest score of the other items. The work is O(candidates + positives) for a row.
 *
 * Exponentials and the final products are float32; sums, and what each positive adds, are float64.
 *
 * @param row - which row of the block the query's scores are in.
 * @returns the loss; not finite where a sum of exponentials is 0 or not finite.
 */
export function accidentalHitsRow(rows: AccidentalHitsRows, row: number, query: number): number {
  const { scores, numCandidates, exponentials, exponentialsOutsideTop, groups } = rows;
  const { groupOfCandidate, numGroups } = groups;
  const start = row * numCandidates;

  const top = greatestColumnOutside(rows, start, NO_GROUP);
  const topGroup = top === NO_COLUMN ? NO_GROUP : groupOfCandidate[top];
  const base = exponentiateOutside(rows, { start, top, group: NO_GROUP, out: exponentials });
  sumByGroup(rows);
  sumsOutside(rows.perGroup, numGroups, rows.sumOutsideGroup);

  let baseOutsideTop = -Infinity;
  let sumOutsideTop = 0;
  const usesSecondBase = hasPositiveIn(rows, query, topGroup);
  if (usesSecondBase) {
    const second = greatestColumnOutside(rows, start, topGroup);
    baseOutsideTop = exponentiateOutside(rows, {
      start,
      top: second,
      group: topGroup,
      out: exponentialsOutsideTop,
    });
    for (let c = 0; c < numCandidates; c++) sumOutsideTop += exponentialsOutsideTop[c];
  }

  const positiveBases = { start, query, topGroup, base, baseOutsideTop, sumOutsideTop };
  const { loss, shareOutsideTop } = settlePositives(rows, positiveBases);
  sumsOutside(rows.perGroup, numGroups, rows.shareOutsideGroup);

  for (let c = 0; c < numCandidates; c++) {
    const share = fround(rows.shareOutsideGroup[groupOfCandidate[c]]);
    scores[start + c] = exponentials[c] * share;
  }
  if (usesSecondBase) {
    const share = fround(shareOutsideTop);
    for (let c = 0; c < numCandidates; c++) {
      const more = fround(exponentialsOutsideTop[c] * share);
      scores[start + c] += more;
    }
  }
  addOwnGradients(rows, start, query);
  return loss;
}

/** The column of the greatest score among those with weight and outside a group; the first of equals. */
function greatestColumnOutside(
  { scores, numCandidates, columnWeights, groups }: AccidentalHitsRows,
  start: number,
  group: number,
): number {
  let found = NO_COLUMN;
  let greatest = -Infinity;
  for (let c = 0; c < numCandidates; c++) {
    const score = scores[start + c];
    if (score <= greatest || columnWeights[c] === 0) continue;
    if (groups.groupOfCandidate[c] === group) continue;
    greatest = score;
    found = c;
  }
  return found;
}

/** Writes columnWeight · exp(score − score of `top`), 0 inside the group; returns the score of `top`. */
function exponentiateOutside(
  { scores, numCandidates, columnWeights, groups }: AccidentalHitsRows,
  { start, top, group, out }: { start: number; top: number; group: number; out: Float32Array },
): number {
  const base = top === NO_COLUMN ? -Infinity : scores[start + top];
  for (let c = 0; c < numCandidates; c++) out[c] = scores[start + c];
  exp32Row(out, { start: 0, end: numCandidates, base });
  for (let c = 0; c < numCandidates; c++) {
    const weight = columnWeights[c];
    const isLeftOut = weight === 0 || groups.groupOfCandidate[c] === group;
    out[c] = isLeftOut ? 0 : out[c] * weight;
  }
  return base;
}

function sumByGroup({ numCandidates, exponentials, groups, perGroup }: AccidentalHitsRows): void {
  perGroup.fill(0, 0, groups.numGroups);
  for (let c = 0; c < numCandidates; c++) {
    const group = groups.groupOfCandidate[c];
    perGroup[group] += exponentials[c];
  }
}

function hasPositiveIn(rows: AccidentalHitsRows, query: number, group: number): boolean {
  const end = rows.positiveOffsets[query + 1];
  for (let e = rows.positiveOffsets[query]; e < end; e++) {
    if (rows.groups.groupOfCandidate[rows.positiveCandidates[e]] === group) return true;
  }
  return false;
}

/**
 * The loss of each positive, its gradient with respect to its own score, and the share of every other
 * column's exponential that is its gradient: by group in `perGroup`, and summed for the top group.
 */
function settlePositives(
  rows: AccidentalHitsRows,
  row: {
    readonly start: number;
    readonly query: number;
    readonly topGroup: number;
    readonly base: number;
    readonly baseOutsideTop: number;
    readonly sumOutsideTop: number;
  },
): { loss: number; shareOutsideTop: number } {
  const { scores, groups, positiveOffsets, perGroup } = rows;
  const { query, topGroup } = row;
  const first = positiveOffsets[query];
  const end = positiveOffsets[query + 1];
  let loss = 0;
  let shareOutsideTop = 0;
  perGroup.fill(0, 0, groups.numGroups);
  for (let e = first; e < end; e++) {
    const candidate = rows.positiveCandidates[e];
    const weight = rows.positiveWeights[e];
    const score = scores[row.start + candidate];
    const group = groups.groupOfCandidate[candidate];
    const isTop = group === topGroup;
    const othersBase = isTop ? row.baseOutsideTop : row.base;
    const othersSum = isTop ? row.sumOutsideTop : rows.sumOutsideGroup[group];

    const base = score > othersBase ? score : othersBase;
    const rebase = exp32(fround(othersBase - base));
    const own = rows.positiveInverseProbabilities[e] * exp32(fround(score - base));
    const z = othersSum * rebase + own;
    const share = (weight * rebase) / z;
    loss += weight * (log(z) + base - score);
    rows.ownGradients[e - first] = -share * othersSum;
    if (isTop) shareOutsideTop += share;
    else perGroup[group] += share;
  }
  return { loss, shareOutsideTop };
}

function addOwnGradients(rows: AccidentalHitsRows, start: number, query: number): void {
  const first = rows.positiveOffsets[query];
  const end = rows.positiveOffsets[query + 1];
  for (let e = first; e < end; e++) {
    const at = start + rows.positiveCandidates[e];
    rows.scores[at] += fround(rows.ownGradients[e - first]);
  }
}
