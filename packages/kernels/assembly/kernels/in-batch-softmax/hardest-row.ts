import { log } from "../../math/log";
import { expOf } from "./aside-columns";
import { chooseHardest, correctScores } from "./hardest-columns";
import { entry, SoftmaxJob, wideEntry } from "./job";
import { putBack, takeOutForbidden } from "./row-columns";
import { keepOwnScores } from "./separate-row";
import { exponentiate, greatestScore, scale } from "./vectors";
import {
  columnList,
  HARDEST_COLUMNS,
  HARDEST_SCORES,
  LOGITS,
  OWN_SCORES,
  PICKED,
  PICKED_SCORES,
  PICKED_WEIGHTS,
  positiveList,
  ROW_WEIGHTS,
} from "./workspace";

/**
 * A row where each positive stands against its hardest negatives: hardest-row.ts of the TypeScript
 * kernel, step for step. Gives the loss, which is not a number where anything overflows.
 */
export function hardestRow(job: SoftmaxJob, task: i32, row: usize, query: i32): f64 {
  const bytes = (<usize>job.columns) << 2;
  const weights = columnList(job, task, ROW_WEIGHTS);
  const greatest = greatestScore(row, weights, bytes);
  if (greatest != greatest) return NaN;
  const hardest = columnList(job, task, HARDEST_COLUMNS);
  takeOutForbidden(job, task, query);
  const logits = columnList(job, task, LOGITS);
  correctScores(job, row, weights, logits);
  const numColumns = job.hardCount + mostLeftOut(job, query);
  const size = chooseHardest(job, logits, hardest, numColumns);
  putBack(job, task, query, 0);

  const scores = columnList(job, task, HARDEST_SCORES);
  for (let k = 0; k < size; k++) {
    store<f32>(entry(scores, k), load<f32>(entry(row, load<i32>(entry(hardest, k)))));
  }
  keepOwnScores(job, task, row, query);
  memory.fill(row, 0, bytes);
  let ownScore = positiveList(job, task, OWN_SCORES);
  let loss: f64 = 0;
  const end = load<i32>(entry(<usize>job.positiveOffsets, query + 1));
  for (let e = load<i32>(entry(<usize>job.positiveOffsets, query)); e < end; e++) {
    loss += settlePositive(job, task, row, e, load<f32>(ownScore), size);
    ownScore += 8;
  }
  return loss;
}

/** How many columns a positive of the query may have to pass over, at most. */
function mostLeftOut(job: SoftmaxJob, query: i32): f64 {
  if (job.removesAccidentalHits == 0) return 1;
  let most: f64 = 0;
  const end = load<i32>(entry(<usize>job.positiveOffsets, query + 1));
  for (let e = load<i32>(entry(<usize>job.positiveOffsets, query)); e < end; e++) {
    const candidate = load<i32>(entry(<usize>job.positiveCandidates, e));
    const group = load<i32>(entry(<usize>job.groupOfCandidate, candidate));
    let columns: f64 = 0;
    const last = load<i32>(entry(<usize>job.groupOffsets, group + 1));
    for (let m = load<i32>(entry(<usize>job.groupOffsets, group)); m < last; m++) {
      const member = load<i32>(entry(<usize>job.groupCandidates, m));
      columns += <f64>load<i32>(entry(<usize>job.columnCounts, member));
    }
    most = max(most, columns);
  }
  return most;
}

/** Adds a positive's gradients to the row, and returns its loss. */
function settlePositive(
  job: SoftmaxJob,
  task: i32,
  row: usize,
  positive: i32,
  ownScore: f32,
  size: i32,
): f64 {
  const hardest = columnList(job, task, HARDEST_COLUMNS);
  const hardestScores = columnList(job, task, HARDEST_SCORES);
  const picked = columnList(job, task, PICKED);
  const scores = columnList(job, task, PICKED_SCORES);
  const weights = columnList(job, task, PICKED_WEIGHTS);
  const groups = <usize>job.groupOfCandidate;
  const removesHits = job.removesAccidentalHits != 0;
  const own = load<i32>(entry(<usize>job.positiveCandidates, positive));
  const ownGroup = load<i32>(entry(groups, own));
  let ownWeight = <f64>load<f32>(entry(<usize>job.positiveInverses, positive));
  let left = <i32>job.hardCount;
  let numPicked = 0;
  for (let k = 0; k < size && left > 0; k++) {
    const candidate = load<i32>(entry(hardest, k));
    if (removesHits && load<i32>(entry(groups, candidate)) == ownGroup) continue;
    const isOwn = candidate == own;
    const there = load<i32>(entry(<usize>job.columnCounts, candidate)) - (isOwn ? 1 : 0);
    const taken = min(there, left);
    const weight = <f32>(
      (<f64>taken * <f64>load<f32>(entry(<usize>job.columnInverses, candidate)))
    );
    left -= taken;
    if (isOwn) {
      ownWeight += <f64>weight;
    } else {
      store<f32>(entry(scores, numPicked), load<f32>(entry(hardestScores, k)));
      store<f32>(entry(weights, numPicked), weight);
      store<i32>(entry(picked, numPicked), candidate);
      numPicked++;
    }
  }
  // Up to a whole number of vectors there is nothing.
  for (let k = numPicked; (k & 7) != 0; k++) {
    store<f32>(entry(scores, k), 0);
    store<f32>(entry(weights, k), 0);
  }
  const bytes = (<usize>((numPicked + 7) & ~7)) << 2;
  const greatest = greatestScore(scores, weights, bytes);
  const base = ownScore > greatest ? ownScore : greatest;
  const others = <f64>exponentiate(scores, weights, bytes, base);
  const z = others + ownWeight * <f64>expOf(ownScore - base);
  if (!(z > 0 && z < f64.POSITIVE_INFINITY)) return NaN;
  const weight = <f64>load<f32>(entry(<usize>job.positiveWeights, positive));
  const share = weight / z;
  scale(scores, bytes, <f32>share);
  for (let k = 0; k < numPicked; k++) {
    const at = entry(row, load<i32>(entry(picked, k)));
    store<f32>(at, load<f32>(at) + load<f32>(entry(scores, k)));
  }
  const at = entry(row, own);
  store<f32>(at, load<f32>(at) + <f32>(-share * others));
  return weight * (log(z) + <f64>base - <f64>ownScore);
}
