import { endOf, firstOf, offsetOf, RowsJob, rowBytesOf, storeWithin } from "./row-block";

/** One ClippyAdagrad step on some rows, in two phases; the accumulator lies as the table does. */
// @ts-ignore: decorator
@unmanaged
export class ClippyAdagradJob extends RowsJob {
  gradients: f64;
  accumulator: f64;
  /** Steps before they are shrunk: written by the first phase, read by the second. */
  deltas: f64;
  /** For each block, the factor that shrinks its steps enough: not a number where one overflows. */
  factors: f64;
  learningRate: f64;
  epsilon: f64;
  variableRelativeThreshold: f64;
  accumulatorRelativeThreshold: f64;
  absoluteThreshold: f64;
  /** 1: the accumulator takes this step's gradient first. */
  updatesAccumulatorFirst: f64;
  /** The second phase's: by what to shrink the steps, and the accumulator's share of the gradients. */
  factor: f64;
  gradientFactor: f64;
}

/** The first phase: what each value would move by, and the least factor that the block needs. */
export function clippyDeltasBlock(job: ClippyAdagradJob, block: i32): void {
  const bytes = rowBytesOf(job);
  const rate = f32x4.splat(<f32>job.learningRate);
  const epsilon = f32x4.splat(<f32>job.epsilon);
  const ofWeight = f32x4.splat(<f32>job.variableRelativeThreshold);
  const ofScale = f32x4.splat(<f32>job.accumulatorRelativeThreshold);
  const absolute = f32x4.splat(<f32>job.absoluteThreshold);
  const takesGradient = f32x4.splat(<f32>job.updatesAccumulatorFirst);
  const first = firstOf(job, block);
  const end = endOf(job, block);
  const rows = <usize>job.rows;
  const table = <usize>job.table;
  const accumulator = <usize>job.accumulator;
  let gradients = <usize>job.gradients + <usize>first * bytes;
  let deltas = <usize>job.deltas + <usize>first * bytes;
  let least = f32x4.splat(1);
  let probe = f32x4.splat(0);
  for (let i = first; i < end; i++) {
    const offset = offsetOf(rows, i, bytes);
    const weights = table + offset;
    const sums = accumulator + offset;
    for (let d: usize = 0; d < bytes; d += 16) {
      const gradient = v128.load(gradients + d);
      const square = f32x4.mul(gradient, gradient);
      const sum = f32x4.add(v128.load(sums + d), f32x4.mul(takesGradient, square));
      const scale = f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.add(sum, epsilon)));
      const delta = f32x4.mul(f32x4.mul(rate, gradient), scale);
      storeWithin(deltas + d, delta, bytes - d);
      const most = f32x4.add(
        f32x4.add(absolute, f32x4.mul(f32x4.abs(v128.load(weights + d)), ofWeight)),
        f32x4.mul(scale, ofScale),
      );
      const inRow = lanesWithin(bytes - d);
      probe = f32x4.add(probe, v128.and(inRow, f32x4.mul(delta, f32x4.splat(0))));
      const moves = v128.and(inRow, f32x4.ne(delta, f32x4.splat(0)));
      const factor = f32x4.div(most, f32x4.abs(delta));
      least = f32x4.pmin(least, v128.bitselect(factor, least, moves));
    }
    gradients += bytes;
    deltas += bytes;
  }
  const isFinite = v128.all_true<i32>(f32x4.eq(probe, f32x4.splat(0)));
  store<f32>(<usize>job.factors + ((<usize>block) << 2), isFinite ? leastLane(least) : f32.NaN);
}

/** All bits set in the lanes for which there is room. */
// @ts-ignore: decorator
@inline
function lanesWithin(roomBytes: usize): v128 {
  return i32x4.gt_s(i32x4.splat(<i32>min<usize>(roomBytes >> 2, 4)), i32x4(0, 1, 2, 3));
}

// @ts-ignore: decorator
@inline
function leastLane(values: v128): f32 {
  return min(
    min(f32x4.extract_lane(values, 0), f32x4.extract_lane(values, 1)),
    min(f32x4.extract_lane(values, 2), f32x4.extract_lane(values, 3)),
  );
}

/** The second phase: the steps, shrunk by one factor for all of them. */
export function clippyStepsBlock(job: ClippyAdagradJob, block: i32): void {
  const bytes = rowBytesOf(job);
  const factor = f32x4.splat(<f32>job.factor);
  const gradientFactor = f32x4.splat(<f32>job.gradientFactor);
  const first = firstOf(job, block);
  const end = endOf(job, block);
  const rows = <usize>job.rows;
  const table = <usize>job.table;
  const accumulator = <usize>job.accumulator;
  let gradients = <usize>job.gradients + <usize>first * bytes;
  let deltas = <usize>job.deltas + <usize>first * bytes;
  for (let i = first; i < end; i++) {
    const offset = offsetOf(rows, i, bytes);
    const weights = table + offset;
    const sums = accumulator + offset;
    for (let d: usize = 0; d < bytes; d += 16) {
      const gradient = f32x4.mul(v128.load(gradients + d), gradientFactor);
      const sum = f32x4.add(v128.load(sums + d), f32x4.mul(gradient, gradient));
      storeWithin(sums + d, sum, bytes - d);
      const step = f32x4.mul(v128.load(deltas + d), factor);
      storeWithin(weights + d, f32x4.sub(v128.load(weights + d), step), bytes - d);
    }
    gradients += bytes;
    deltas += bytes;
  }
}
