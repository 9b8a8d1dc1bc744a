import { exp32 } from "../../../math/exp32.js";
import { log } from "../../../math/log.js";
import {
  type AsideColumns,
  keepAsideScores,
  type RowSums,
  rebased,
  sumAside,
  sumOthers,
  writeAside,
} from "./aside-columns.js";
import {
  FORBIDDEN,
  IN_PLACE,
  putBack,
  setPositivesAside,
  takeOutForbidden,
} from "./row-columns.js";
import { exponentiate, greatestScore, type WeightedColumns } from "./shared-row.js";

const { fround } = Math;

/** What the rows have in common where a positive may have a Z of its own. */
export interface SeparateRows extends AsideColumns {
  readonly removesAccidentalHits: boolean;
  readonly positiveWeights: Float32Array;
  readonly positiveInverseProbabilities: Float32Array;
  /** The rows with the columns in place: their `columnWeights` are the `rowWeights`. */
  readonly inPlace: WeightedColumns;
  /** `[positives of one query]` each: its score, and the gradient with respect to it. */
  readonly ownScores: Float32Array;
  readonly ownGradients: Float64Array;
}

/** What exponentials are to be multiplied by to become gradients. */
interface Shares {
  /** Of the columns in place, relative to their own greatest: from positives that share one Z. */
  readonly shared: number;
  /** Of every column, relative to the row's `base`: from positives whose items are forbidden. */
  readonly everywhere: number;
  /** Of the columns outside the top item, relative to `baseOutsideTop`: from the positives in it. */
  readonly outsideTop: number;
}

/**
 * `sharedRow` where not all columns count for all positives. Columns of items that are forbidden to the
 * query are out; with `removesAccidentalHits`, so are those of a positive's own item for that positive.
 * A positive whose own item is out for it has a Z of its own: the columns left, and its own copy,
 * exp(score) / p.
 *
 * Nothing is ever taken away from a sum. The positives' own items are set aside, few columns of many,
 * while the others are exponentiated and summed as in `sharedRow`. What is outside one item is then
 * that sum, and those of the items before it and after it. Exponentials of what is set aside are
 * relative to the greatest score of the row; only for the positives of the item that holds it, whose Z
 * goes without it, to the greatest score of the rest. The work is O(candidates + positives).
 *
 * Exponentials, and the sum over the columns in place, are float32; other sums, and what each positive
 * adds, are float64, and rounded to float32 before they multiply an exponential.
 *
 * @param row - which row of the block the query's scores are in.
 * @returns the loss; not finite where a sum of exponentials is 0 or not finite.
 */
export function separateRow(rows: SeparateRows, row: number, query: number): number {
  const { scores, numCandidates } = rows.inPlace;
  const start = row * numCandidates;
  takeOutForbidden(rows, query);
  const numAside = rows.removesAccidentalHits ? setPositivesAside(rows, query) : 0;
  keepAsideScores(rows, { scores, start, numAside });
  keepOwnScores(rows, start, query);

  const baseInPlace = greatestScore(rows.inPlace, start);
  const sumInPlace = exponentiate(rows.inPlace, start, baseInPlace);
  const sums = sumAside(rows, { baseInPlace, sumInPlace, numAside });
  rows.asideShares.fill(0, 0, numAside);
  const { loss, shares } = settlePositives(rows, { query, baseInPlace, sumInPlace, sums });

  const total = sumOthers(rows.asideShares, {
    count: numAside,
    start: shares.everywhere,
    out: rows.sharesOutside,
  });
  const ofAll = total * rebased(baseInPlace, sums.base);
  const ofTop = shares.outsideTop * rebased(baseInPlace, sums.baseOutsideTop);
  const inPlace = fround(ofAll + ofTop + shares.shared);
  for (let at = start; at < start + numCandidates; at++) scores[at] *= inPlace;
  const { top } = sums;
  writeAside(rows, { scores, start, numAside, top, shareOutsideTop: shares.outsideTop });
  addOwnGradients(rows, start, query);
  putBack(rows, query, numAside);
  return loss;
}

function keepOwnScores(rows: SeparateRows, start: number, query: number): void {
  const first = rows.positiveOffsets[query];
  const end = rows.positiveOffsets[query + 1];
  for (let e = first; e < end; e++) {
    rows.ownScores[e - first] = rows.inPlace.scores[start + rows.positiveCandidates[e]];
  }
}

/** The loss, the positives' gradients with respect to their own scores, and the others' shares. */
function settlePositives(
  rows: SeparateRows,
  row: {
    readonly query: number;
    readonly baseInPlace: number;
    readonly sumInPlace: number;
    readonly sums: RowSums;
  },
): { readonly loss: number; readonly shares: Shares } {
  const { groups, groupStates, asideShares, sumsOutside, ownScores, ownGradients } = rows;
  const { sums } = row;
  let loss = 0;
  let everywhere = 0;
  let outsideTop = 0;
  let sharedWeight = 0;
  let sharedScores = 0;
  const first = rows.positiveOffsets[row.query];
  const end = rows.positiveOffsets[row.query + 1];
  for (let e = first; e < end; e++) {
    const weight = rows.positiveWeights[e];
    const score = ownScores[e - first];
    const state = groupStates[groups.groupOfCandidate[rows.positiveCandidates[e]]];
    if (state === IN_PLACE) {
      sharedWeight += weight;
      sharedScores += weight * score;
      ownGradients[e - first] = -weight;
      continue;
    }
    let othersBase = sums.base;
    let othersSum = sums.total;
    if (state - 1 === sums.top) {
      othersBase = sums.baseOutsideTop;
      othersSum = sums.totalOutsideTop;
    } else if (state !== FORBIDDEN) {
      othersSum = sumsOutside[state - 1];
    }
    const base = score > othersBase ? score : othersBase;
    const rebase = rebased(othersBase, base);
    const own = rows.positiveInverseProbabilities[e] * exp32(fround(score - base));
    const z = othersSum * rebase + own;
    const share = (weight * rebase) / z;
    loss += weight * (log(z) + base - score);
    ownGradients[e - first] = -share * othersSum;
    if (state === FORBIDDEN) everywhere += share;
    else if (state - 1 === sums.top) outsideTop += share;
    else asideShares[state - 1] += share;
  }
  let shared = 0;
  if (sharedWeight > 0) {
    shared = sharedWeight / row.sumInPlace;
    loss += sharedWeight * (log(row.sumInPlace) + row.baseInPlace) - sharedScores;
  }
  return { loss, shares: { shared, everywhere, outsideTop } };
}

function addOwnGradients(rows: SeparateRows, start: number, query: number): void {
  const first = rows.positiveOffsets[query];
  const end = rows.positiveOffsets[query + 1];
  for (let e = first; e < end; e++) {
    const at = start + rows.positiveCandidates[e];
    rows.inPlace.scores[at] += fround(rows.ownGradients[e - first]);
  }
}
