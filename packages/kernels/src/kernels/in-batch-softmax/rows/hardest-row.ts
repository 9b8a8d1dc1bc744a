import { exp32 } from "../../../math/exp32.js";
import { log } from "../../../math/log.js";
import { chooseHardest, correctScores, type HardestColumns } from "./hardest-columns.js";
import { putBack, type RowColumns, takeOutForbidden } from "./row-columns.js";
import { exponentiate, greatestScore, type WeightedColumns } from "./shared-row.js";

const { fround } = Math;

/** What the rows have in common where a positive stands against its hardest negatives only. */
export interface HardestRows extends RowColumns, HardestColumns {
  readonly scores: Float32Array;
  readonly numCandidates: number;
  readonly removesAccidentalHits: boolean;
  /** How many negatives a positive stands against. */
  readonly count: number;
  readonly positiveWeights: Float32Array;
  readonly positiveInverseProbabilities: Float32Array;
  /** `[numCandidates]`: 1 / p of each candidate's columns. */
  readonly columnInverses: Float32Array;
  /** `[numCandidates]`: the scores of the hardest, in their order. */
  readonly hardestScores: Float32Array;
  /** `[numCandidates]`: the candidates that one positive stands against. */
  readonly picked: Int32Array;
  /** Their scores, and the weights of what was taken of each: one row, filled anew each time. */
  readonly pickedRow: WeightedColumns & { numCandidates: number };
  /** `[positives of one query]`: its score. */
  readonly ownScores: Float32Array;
}

/**
 * `sharedRow` where each positive stands against the `count` hardest of its negatives: of the columns
 * of the whole row, less its own copy, those of forbidden items and, with `removesAccidentalHits`, those
 * of its own item.
 *
 * The row's hardest candidates are found once, enough of them for every positive; each positive then
 * goes through them and takes what it needs, a column at a time or several of one candidate. What it
 * takes is exponentiated and summed as in `sharedRow`, relative to the greatest score among that and
 * its own. Further columns of its own candidate are counted with its own copy.
 *
 * @param row - which row of the block the query's scores are in.
 * @returns the loss; not finite where a sum of exponentials is 0 or not finite.
 */
export function hardestRow(rows: HardestRows, row: number, query: number): number {
  const { scores, numCandidates, rowWeights, hardest, ownScores } = rows;
  const start = row * numCandidates;
  const first = rows.positiveOffsets[query];
  const end = rows.positiveOffsets[query + 1];
  takeOutForbidden(rows, query);
  correctScores(rows, { scores, weights: rowWeights, start });
  const numColumns = rows.count + mostLeftOut(rows, query);
  const size = chooseHardest(rows, { numCandidates, numColumns });
  putBack(rows, query, 0);

  for (let k = 0; k < size; k++) rows.hardestScores[k] = scores[start + hardest[k]];
  for (let e = first; e < end; e++) {
    ownScores[e - first] = scores[start + rows.positiveCandidates[e]];
  }
  scores.fill(0, start, start + numCandidates);
  let loss = 0;
  for (let e = first; e < end; e++) {
    loss += settlePositive(rows, { start, positive: e, ownScore: ownScores[e - first], size });
  }
  return loss;
}

/** How many columns a positive of the query may have to pass over, at most. */
function mostLeftOut(rows: HardestRows, query: number): number {
  const { positiveOffsets, positiveCandidates, groups, columnCounts } = rows;
  if (!rows.removesAccidentalHits) return 1;
  let most = 0;
  for (let e = positiveOffsets[query]; e < positiveOffsets[query + 1]; e++) {
    const group = groups.groupOfCandidate[positiveCandidates[e]];
    let columns = 0;
    const end = groups.groupOffsets[group + 1];
    for (let m = groups.groupOffsets[group]; m < end; m++) {
      columns += columnCounts[groups.groupCandidates[m]];
    }
    if (columns > most) most = columns;
  }
  return most;
}

/** Adds a positive's gradients to the row, and returns its loss. */
function settlePositive(
  rows: HardestRows,
  row: {
    readonly start: number;
    readonly positive: number;
    readonly ownScore: number;
    readonly size: number;
  },
): number {
  const { scores, picked, pickedRow } = rows;
  const { start, positive, ownScore } = row;
  const weight = rows.positiveWeights[positive];
  const { numPicked, ownWeight } = pickNegatives(rows, positive, row.size);
  pickedRow.numCandidates = numPicked;
  const greatest = greatestScore(pickedRow, 0);
  const base = ownScore > greatest ? ownScore : greatest;
  const others = exponentiate(pickedRow, 0, base);
  const z = others + ownWeight * exp32(fround(ownScore - base));
  const share = weight / z;
  const factor = fround(share);
  for (let k = 0; k < numPicked; k++) {
    const gradient = fround(pickedRow.scores[k] * factor);
    scores[start + picked[k]] += gradient;
  }
  const own = start + rows.positiveCandidates[positive];
  scores[own] += fround(-share * others);
  return weight * (log(z) + base - ownScore);
}

/**
 * Takes as many columns as count, from the hardest down, without the positive's own copy and what is
 * no negative for it. Of its own candidate's other columns only the weight is taken.
 */
function pickNegatives(
  rows: HardestRows,
  positive: number,
  size: number,
): { readonly numPicked: number; readonly ownWeight: number } {
  const { hardest, columnCounts, columnInverses, picked, pickedRow, groups } = rows;
  const own = rows.positiveCandidates[positive];
  const ownGroup = groups.groupOfCandidate[own];
  let ownWeight = rows.positiveInverseProbabilities[positive];
  let left = rows.count;
  let numPicked = 0;
  for (let k = 0; k < size && left > 0; k++) {
    const candidate = hardest[k];
    if (rows.removesAccidentalHits && groups.groupOfCandidate[candidate] === ownGroup) continue;
    const isOwn = candidate === own;
    const there = isOwn ? columnCounts[candidate] - 1 : columnCounts[candidate];
    const taken = there < left ? there : left;
    const weight = fround(taken * columnInverses[candidate]);
    left -= taken;
    if (isOwn) {
      ownWeight += weight;
    } else {
      pickedRow.scores[numPicked] = rows.hardestScores[k];
      pickedRow.columnWeights[numPicked] = weight;
      picked[numPicked++] = candidate;
    }
  }
  return { numPicked, ownWeight };
}
