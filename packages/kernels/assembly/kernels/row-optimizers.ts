import { endOf, firstOf, offsetOf, RowsJob, rowBytesOf, storeWithin } from "./row-block";

/** One stochastic gradient descent step on some rows. */
// @ts-ignore: decorator
@unmanaged
export class SgdRowsJob extends RowsJob {
  gradients: f64;
  learningRate: f64;
}

export function sgdRowsBlock(job: SgdRowsJob, block: i32): void {
  const bytes = rowBytesOf(job);
  const first = firstOf(job, block);
  const end = endOf(job, block);
  const rows = <usize>job.rows;
  const table = <usize>job.table;
  const rate = f32x4.splat(<f32>job.learningRate);
  let gradients = <usize>job.gradients + <usize>first * bytes;
  for (let i = first; i < end; i++) {
    const weights = table + offsetOf(rows, i, bytes);
    for (let d: usize = 0; d < bytes; d += 16) {
      const step = f32x4.mul(rate, v128.load(gradients + d));
      storeWithin(weights + d, f32x4.sub(v128.load(weights + d), step), bytes - d);
    }
    gradients += bytes;
  }
}

/** One Adagrad step on some rows; the accumulator lies as the table does. */
// @ts-ignore: decorator
@unmanaged
export class AdagradRowsJob extends RowsJob {
  gradients: f64;
  accumulator: f64;
  /** Of each block, four float32s: 0 where its gradients and their squares are finite. */
  probes: f64;
  learningRate: f64;
  epsilon: f64;
}

export function adagradRowsBlock(job: AdagradRowsJob, block: i32): void {
  const bytes = rowBytesOf(job);
  const first = firstOf(job, block);
  const end = endOf(job, block);
  const rows = <usize>job.rows;
  const table = <usize>job.table;
  const accumulator = <usize>job.accumulator;
  const rate = f32x4.splat(<f32>job.learningRate);
  const epsilon = f32x4.splat(<f32>job.epsilon);
  let probe = f32x4.splat(0);
  let gradients = <usize>job.gradients + <usize>first * bytes;
  for (let i = first; i < end; i++) {
    const offset = offsetOf(rows, i, bytes);
    const weights = table + offset;
    const sums = accumulator + offset;
    for (let d: usize = 0; d < bytes; d += 16) {
      const gradient = v128.load(gradients + d);
      const square = f32x4.mul(gradient, gradient);
      probe = f32x4.add(probe, f32x4.mul(square, f32x4.splat(0)));
      const sum = f32x4.add(v128.load(sums + d), square);
      storeWithin(sums + d, sum, bytes - d);
      const root = f32x4.sqrt(f32x4.add(sum, epsilon));
      const step = f32x4.div(f32x4.mul(rate, gradient), root);
      storeWithin(weights + d, f32x4.sub(v128.load(weights + d), step), bytes - d);
    }
    gradients += bytes;
  }
  v128.store(<usize>job.probes + ((<usize>block) << 4), probe);
}

/** One lazy Adam step on some rows; both moments lie as the table does. */
// @ts-ignore: decorator
@unmanaged
export class AdamRowsJob extends RowsJob {
  gradients: f64;
  firstMoments: f64;
  secondMoments: f64;
  /** The learning rate with both moments' bias corrected. */
  correctedRate: f64;
  /** 1 − beta1 and 1 − beta2. */
  firstShare: f64;
  secondShare: f64;
  epsilon: f64;
}

export function adamRowsBlock(job: AdamRowsJob, block: i32): void {
  const bytes = rowBytesOf(job);
  const first = firstOf(job, block);
  const end = endOf(job, block);
  const rows = <usize>job.rows;
  const table = <usize>job.table;
  const firstMoments = <usize>job.firstMoments;
  const secondMoments = <usize>job.secondMoments;
  const rate = f32x4.splat(<f32>job.correctedRate);
  const firstShare = f32x4.splat(<f32>job.firstShare);
  const secondShare = f32x4.splat(<f32>job.secondShare);
  const epsilon = f32x4.splat(<f32>job.epsilon);
  let gradients = <usize>job.gradients + <usize>first * bytes;
  for (let i = first; i < end; i++) {
    const offset = offsetOf(rows, i, bytes);
    const weights = table + offset;
    const means = firstMoments + offset;
    const squares = secondMoments + offset;
    for (let d: usize = 0; d < bytes; d += 16) {
      const gradient = v128.load(gradients + d);
      const mean = approach(v128.load(means + d), gradient, firstShare);
      const square = f32x4.mul(gradient, gradient);
      const meanSquare = approach(v128.load(squares + d), square, secondShare);
      storeWithin(means + d, mean, bytes - d);
      storeWithin(squares + d, meanSquare, bytes - d);
      const root = f32x4.add(f32x4.sqrt(meanSquare), epsilon);
      const step = f32x4.div(f32x4.mul(mean, rate), root);
      storeWithin(weights + d, f32x4.sub(v128.load(weights + d), step), bytes - d);
    }
    gradients += bytes;
  }
}

/** A running mean, moved a share of the way to a value. */
// @ts-ignore: decorator
@inline
function approach(mean: v128, value: v128, share: v128): v128 {
  return f32x4.add(mean, f32x4.mul(f32x4.sub(value, mean), share));
}
