import { log } from "../../math/log";
import {
  expOf,
  findGreatestAside,
  greatestBut,
  keepAsideScores,
  NONE,
  rebased,
  sumItems,
  sumOthers,
  sumOutsideTop,
  topOf,
  writeAside,
} from "./aside-columns";
import { entry, SoftmaxJob, wideEntry } from "./job";
import { FORBIDDEN, IN_PLACE, putBack, setPositivesAside, takeOutForbidden } from "./row-columns";
import { exponentiate, greatestScore, scale } from "./vectors";
import {
  ASIDE_GREATEST,
  ASIDE_SHARES,
  ASIDE_SUMS,
  columnList,
  GROUP_STATES,
  OWN_GRADIENTS,
  OWN_SCORES,
  positiveList,
  ROW_WEIGHTS,
  SHARES_OUTSIDE,
  SUMS_OUTSIDE,
} from "./workspace";

/**
 * A row where not all columns count for all positives: separate-row.ts of the TypeScript kernel, step
 * for step. Gives the loss, which is not a number where anything overflows.
 */
export function separateRow(job: SoftmaxJob, task: i32, row: usize, query: i32): f64 {
  takeOutForbidden(job, task, query);
  const numAside = job.removesAccidentalHits != 0 ? setPositivesAside(job, task, query) : 0;
  keepAsideScores(job, task, row, numAside);
  keepOwnScores(job, task, row, query);
  const loss = settleRow(job, task, row, query, numAside);
  putBack(job, task, query, numAside);
  return loss;
}

export function keepOwnScores(job: SoftmaxJob, task: i32, row: usize, query: i32): void {
  let to = positiveList(job, task, OWN_SCORES);
  const end = load<i32>(entry(<usize>job.positiveOffsets, query + 1));
  for (let e = load<i32>(entry(<usize>job.positiveOffsets, query)); e < end; e++) {
    const candidate = load<i32>(entry(<usize>job.positiveCandidates, e));
    store<f32>(to, load<f32>(entry(row, candidate)));
    to += 8;
  }
}

function settleRow(job: SoftmaxJob, task: i32, row: usize, query: i32, numAside: i32): f64 {
  const bytes = (<usize>job.columns) << 2;
  const weights = columnList(job, task, ROW_WEIGHTS);
  const baseInPlace = greatestScore(row, weights, bytes);
  if (baseInPlace != baseInPlace) return NaN;
  const sumInPlace = <f64>exponentiate(row, weights, bytes, baseInPlace);

  // The sums over all of the row, and over all but its top item.
  findGreatestAside(job, task, numAside);
  const top = topOf(job, task, numAside, baseInPlace);
  let base = baseInPlace;
  if (top != NONE) base = load<f32>(wideEntry(positiveList(job, task, ASIDE_GREATEST), top));
  const baseOutsideTop = greatestBut(job, task, numAside, top, baseInPlace);
  let totalOutsideTop = sumInPlace * rebased(baseInPlace, baseOutsideTop);
  sumItems(job, task, numAside, base);
  if (top != NONE) {
    totalOutsideTop = sumOutsideTop(job, task, numAside, top, baseOutsideTop, totalOutsideTop);
  }
  const sums = positiveList(job, task, ASIDE_SUMS);
  const sumsOutside = positiveList(job, task, SUMS_OUTSIDE);
  const total = sumOthers(sums, numAside, sumInPlace * rebased(baseInPlace, base), sumsOutside);

  // The positives: loss, own gradients, and what share of the others' exponentials are gradients.
  const states = columnList(job, task, GROUP_STATES);
  const ownScores = positiveList(job, task, OWN_SCORES);
  const ownGradients = positiveList(job, task, OWN_GRADIENTS);
  const asideShares = positiveList(job, task, ASIDE_SHARES);
  memory.fill(asideShares, 0, (<usize>numAside) << 3);
  let loss: f64 = 0;
  let everywhere: f64 = 0;
  let outsideTop: f64 = 0;
  let sharedWeight: f64 = 0;
  let sharedScores: f64 = 0;
  const first = load<i32>(entry(<usize>job.positiveOffsets, query));
  const end = load<i32>(entry(<usize>job.positiveOffsets, query + 1));
  for (let e = first; e < end; e++) {
    const weight = <f64>load<f32>(entry(<usize>job.positiveWeights, e));
    const score = load<f32>(wideEntry(ownScores, e - first));
    const ownGradient = wideEntry(ownGradients, e - first);
    const candidate = load<i32>(entry(<usize>job.positiveCandidates, e));
    const group = load<i32>(entry(<usize>job.groupOfCandidate, candidate));
    const state = load<i32>(entry(states, group));
    if (state == IN_PLACE) {
      sharedWeight += weight;
      sharedScores += weight * <f64>score;
      store<f64>(ownGradient, -weight);
      continue;
    }
    let othersBase = base;
    let othersSum = total;
    if (state - 1 == top) {
      othersBase = baseOutsideTop;
      othersSum = totalOutsideTop;
    } else if (state != FORBIDDEN) {
      othersSum = load<f64>(wideEntry(sumsOutside, state - 1));
    }
    const ownBase = score > othersBase ? score : othersBase;
    const rebase = rebased(othersBase, ownBase);
    const inverse = <f64>load<f32>(entry(<usize>job.positiveInverses, e));
    const z = othersSum * rebase + inverse * <f64>expOf(score - ownBase);
    if (!(z > 0 && z < f64.POSITIVE_INFINITY)) return NaN;
    const share = (weight * rebase) / z;
    loss += weight * (log(z) + <f64>ownBase - <f64>score);
    store<f64>(ownGradient, -share * othersSum);
    if (state == FORBIDDEN) {
      everywhere += share;
    } else if (state - 1 == top) {
      outsideTop += share;
    } else {
      const at = wideEntry(asideShares, state - 1);
      store<f64>(at, load<f64>(at) + share);
    }
  }
  let shared: f64 = 0;
  if (sharedWeight > 0) {
    if (!(sumInPlace > 0 && sumInPlace < f64.POSITIVE_INFINITY)) return NaN;
    shared = sharedWeight / sumInPlace;
    loss += sharedWeight * (log(sumInPlace) + <f64>baseInPlace) - sharedScores;
  }

  // The gradients.
  const sharesOutside = positiveList(job, task, SHARES_OUTSIDE);
  const ofAll =
    sumOthers(asideShares, numAside, everywhere, sharesOutside) * rebased(baseInPlace, base);
  const ofTop = outsideTop * rebased(baseInPlace, baseOutsideTop);
  scale(row, bytes, <f32>(ofAll + ofTop + shared));
  writeAside(job, task, row, numAside, top, <f32>outsideTop);
  for (let e = first; e < end; e++) {
    const at = entry(row, load<i32>(entry(<usize>job.positiveCandidates, e)));
    store<f32>(at, load<f32>(at) + <f32>load<f64>(wideEntry(ownGradients, e - first)));
  }
  return loss;
}
