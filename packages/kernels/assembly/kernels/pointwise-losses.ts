import { expUpToZero } from "../math/exp";
import { log1pUpToOne } from "../math/log1p";

/** How many rows a block covers: part of the order of summation. */
const ROWS: i32 = 1024;

/** Losses of predictions and labels side by side; all arrays are filled up with zeros to fours. */
// @ts-ignore: decorator
@unmanaged
export class PointwiseLossJob {
  numRows: f64;
  /** Predictions or logits. */
  outputs: f64;
  labels: f64;
  weights: f64;
  gradients: f64;
  /** Of each block, float64. */
  losses: f64;
}

// @ts-ignore: decorator
@inline
function firstByteOf(block: i32): usize {
  return (<usize>(block * ROWS)) << 2;
}

// @ts-ignore: decorator
@inline
function endByteOf(job: PointwiseLossJob, block: i32): usize {
  return (<usize>min((block + 1) * ROWS, <i32>job.numRows)) << 2;
}

// @ts-ignore: decorator
@inline
function high(values: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(values, values, 2, 3, 2, 3));
}

// @ts-ignore: decorator
@inline
function sumOf(low: v128, high: v128): f64 {
  const sums = f64x2.add(low, high);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** The block's loss is not a number where a gradient overflows. */
export function squaredErrorBlock(job: PointwiseLossJob, block: i32): void {
  const outputs = <usize>job.outputs;
  const labels = <usize>job.labels;
  const weights = <usize>job.weights;
  const gradients = <usize>job.gradients;
  const end = endByteOf(job, block);
  const zero = f32x4.splat(0);
  let low = f64x2.splat(0), highs = low;
  let probe = zero;
  for (let at = firstByteOf(block); at < end; at += 16) {
    const weight = v128.load(weights + at);
    const error = f32x4.sub(v128.load(outputs + at), v128.load(labels + at));
    const gradient = f32x4.mul(f32x4.add(weight, weight), error);
    v128.store(gradients + at, gradient);
    probe = f32x4.add(probe, f32x4.mul(gradient, zero));
    low = f64x2.add(low, weightedSquare(f64x2.promote_low_f32x4(weight), f64x2.promote_low_f32x4(error)));
    highs = f64x2.add(highs, weightedSquare(high(weight), high(error)));
  }
  const isFinite = v128.all_true<i32>(f32x4.eq(probe, zero));
  store<f64>(<usize>job.losses + ((<usize>block) << 3), isFinite ? sumOf(low, highs) : NaN);
}

// @ts-ignore: decorator
@inline
function weightedSquare(weight: v128, error: v128): v128 {
  return f64x2.mul(weight, f64x2.mul(error, error));
}

export function logisticBlock(job: PointwiseLossJob, block: i32): void {
  const outputs = <usize>job.outputs;
  const labels = <usize>job.labels;
  const weights = <usize>job.weights;
  const gradients = <usize>job.gradients;
  const end = endByteOf(job, block);
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  let low = f64x2.splat(0), highs = low;
  for (let at = firstByteOf(block); at < end; at += 16) {
    const logit = v128.load(outputs + at);
    const label = v128.load(labels + at);
    const weight = v128.load(weights + at);
    const small = expUpToZero(f32x4.neg(f32x4.abs(logit)));
    const share = f32x4.div(small, f32x4.add(one, small));
    const slope = v128.bitselect(
      f32x4.sub(f32x4.sub(one, label), share),
      f32x4.sub(share, label),
      f32x4.ge(logit, zero),
    );
    v128.store(gradients + at, f32x4.mul(weight, slope));
    const rest = log1pUpToOne(small);
    const positive = f32x4.max(logit, zero);
    low = f64x2.add(
      low,
      crossEntropy(
        f64x2.promote_low_f32x4(weight),
        f64x2.promote_low_f32x4(positive),
        f64x2.promote_low_f32x4(logit),
        f64x2.promote_low_f32x4(label),
        f64x2.promote_low_f32x4(rest),
      ),
    );
    highs = f64x2.add(
      highs,
      crossEntropy(high(weight), high(positive), high(logit), high(label), high(rest)),
    );
  }
  store<f64>(<usize>job.losses + ((<usize>block) << 3), sumOf(low, highs));
}

// @ts-ignore: decorator
@inline
function crossEntropy(weight: v128, positive: v128, logit: v128, label: v128, rest: v128): v128 {
  return f64x2.mul(weight, f64x2.add(f64x2.sub(positive, f64x2.mul(logit, label)), rest));
}
