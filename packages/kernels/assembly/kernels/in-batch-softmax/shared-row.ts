import { log } from "../../math/log";
import { entry, SoftmaxJob } from "./job";
import { exponentiate, greatestScore, normalize } from "./vectors";

/** Turns a row of scores into their gradients; the loss is not a number where anything overflows. */
export function sharedRow(job: SoftmaxJob, row: usize, query: i32): f64 {
  const bytes = (<usize>job.columns) << 2;
  const columnWeights = <usize>job.columnWeights;
  const positiveCandidates = <usize>job.positiveCandidates;
  const positiveWeights = <usize>job.positiveWeights;
  const offset = entry(<usize>job.positiveOffsets, query);
  const firstPositive = (<usize>load<i32>(offset)) << 2;
  const end = (<usize>load<i32>(offset, 4)) << 2;
  const greatest = greatestScore(row, columnWeights, bytes);
  if (greatest != greatest) return NaN;
  let weightSum: f64 = 0;
  let weightedScores: f64 = 0;
  for (let e = firstPositive; e < end; e += 4) {
    const weight = <f64>load<f32>(positiveWeights + e);
    const candidate = <usize>load<i32>(positiveCandidates + e);
    weightSum += weight;
    weightedScores += weight * <f64>load<f32>(row + (candidate << 2));
  }
  const z = exponentiate(row, columnWeights, bytes, greatest);
  if (!(z > 0 && z < f32.POSITIVE_INFINITY)) return NaN;
  normalize(row, bytes, z, <f32>weightSum);
  for (let e = firstPositive; e < end; e += 4) {
    const at = row + ((<usize>load<i32>(positiveCandidates + e)) << 2);
    store<f32>(at, load<f32>(at) - load<f32>(positiveWeights + e));
  }
  return weightSum * (log(z) + <f64>greatest) - weightedScores;
}
