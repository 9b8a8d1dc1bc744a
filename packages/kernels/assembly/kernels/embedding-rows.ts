import { multiplyAdd } from "../math/multiply-add";
import { endOf, firstOf, offsetOf, RowsJob, rowBytesOf, storeWithin } from "./row-block";

/** Copies of some rows. */
// @ts-ignore: decorator
@unmanaged
export class GatherRowsJob extends RowsJob {
  out: f64;
}

export function gatherRowsBlock(job: GatherRowsJob, block: i32): void {
  const bytes = rowBytesOf(job);
  const first = firstOf(job, block);
  const end = endOf(job, block);
  const rows = <usize>job.rows;
  const table = <usize>job.table;
  let out = <usize>job.out + <usize>first * bytes;
  for (let i = first; i < end; i++) {
    const row = table + offsetOf(rows, i, bytes);
    for (let d: usize = 0; d < bytes; d += 16) {
      storeWithin(out + d, v128.load(row + d), bytes - d);
    }
    out += bytes;
  }
}

/** Weighted sums or means of the rows that are in each bag. */
// @ts-ignore: decorator
@unmanaged
export class EmbeddingBagsJob {
  firstBag: f64;
  numBags: f64;
  bagsPerBlock: f64;
  dim: f64;
  offsets: f64;
  /** Int32s: rows of the table, those of one bag after those of another. */
  rows: f64;
  weights: f64;
  table: f64;
  /** 1: divides by the sum of the weights. */
  isMean: f64;
  /** Where the first bag's values go. */
  out: f64;
}

export function embeddingBagsBlock(job: EmbeddingBagsJob, block: i32): void {
  const bytes = (<usize>job.dim) << 2;
  const bagsPerBlock = <i32>job.bagsPerBlock;
  const first = block * bagsPerBlock;
  const end = min(first + bagsPerBlock, <i32>job.numBags);
  const rows = <usize>job.rows;
  const table = <usize>job.table;
  const weights = <usize>job.weights;
  const isMean = job.isMean != 0;
  const offsets = <usize>job.offsets + ((<usize>job.firstBag) << 2);
  let out = <usize>job.out + <usize>first * bytes;
  for (let bag = first; bag < end; bag++) {
    const offset = offsets + ((<usize>bag) << 2);
    const from = load<i32>(offset);
    const to = load<i32>(offset, 4);
    const total = isMean ? sumOf(weights, from, to) : 1;
    if (from == to || total == 0) memory.fill(out, 0, bytes);
    else sumBag(rows, weights, from, to, table, bytes, out, total);
    out += bytes;
  }
}

// @ts-ignore: decorator
@inline
function sumOf(weights: usize, from: i32, to: i32): f32 {
  let sum: f32 = 0;
  for (let e = from; e < to; e++) sum += load<f32>(weights + ((<usize>e) << 2));
  return sum;
}

/** One bag, sixteen dimensions at a time while there are so many. */
function sumBag(
  rows: usize,
  weights: usize,
  from: i32,
  to: i32,
  table: usize,
  bytes: usize,
  out: usize,
  total: f32,
): void {
  const zero = f32x4.splat(0);
  const by = f32x4.splat(total);
  let d: usize = 0;
  for (; d + 64 <= bytes; d += 64) {
    let s0 = zero, s1 = zero, s2 = zero, s3 = zero;
    for (let e = from; e < to; e++) {
      const row = table + d + offsetOf(rows, e, bytes);
      const weight = v128.load32_splat(weights + ((<usize>e) << 2));
      s0 = multiplyAdd(weight, v128.load(row), s0);
      s1 = multiplyAdd(weight, v128.load(row, 16), s1);
      s2 = multiplyAdd(weight, v128.load(row, 32), s2);
      s3 = multiplyAdd(weight, v128.load(row, 48), s3);
    }
    v128.store(out + d, f32x4.div(s0, by));
    v128.store(out + d, f32x4.div(s1, by), 16);
    v128.store(out + d, f32x4.div(s2, by), 32);
    v128.store(out + d, f32x4.div(s3, by), 48);
  }
  for (; d < bytes; d += 16) {
    let s = zero;
    for (let e = from; e < to; e++) {
      const weight = v128.load32_splat(weights + ((<usize>e) << 2));
      s = multiplyAdd(weight, v128.load(table + d + offsetOf(rows, e, bytes)), s);
    }
    storeWithin(out + d, f32x4.div(s, by), bytes - d);
  }
}

/** Shares of the bags' gradients, added to the slots of what each bag held. */
// @ts-ignore: decorator
@unmanaged
export class AccumulateBagsJob {
  firstBag: f64;
  numBags: f64;
  dim: f64;
  offsets: f64;
  slots: f64;
  shares: f64;
  /** The first bag's. */
  gradients: f64;
  out: f64;
}

/** How many bytes of each row a block covers, so that every slot's sum is one block's: a cache line. */
const COLUMN_BYTES: usize = 64;

export function accumulateBagsBlock(job: AccumulateBagsJob, block: i32): void {
  const bytes = (<usize>job.dim) << 2;
  const column = <usize>block * COLUMN_BYTES;
  const room = min<usize>(COLUMN_BYTES, bytes - column);
  const slots = <usize>job.slots;
  const shares = <usize>job.shares;
  const out = <usize>job.out + column;
  const numBags = <i32>job.numBags;
  const offsets = <usize>job.offsets + ((<usize>job.firstBag) << 2);
  let gradients = <usize>job.gradients + column;
  for (let bag = 0; bag < numBags; bag++) {
    const offset = offsets + ((<usize>bag) << 2);
    const from = load<i32>(offset);
    const to = load<i32>(offset, 4);
    if (room == COLUMN_BYTES) addColumn(slots, shares, from, to, gradients, bytes, out);
    else addColumnPart(slots, shares, from, to, gradients, bytes, out, room);
    gradients += bytes;
  }
}

// @ts-ignore: decorator
@inline
function addColumn(
  slots: usize,
  shares: usize,
  from: i32,
  to: i32,
  gradients: usize,
  bytes: usize,
  out: usize,
): void {
  const g0 = v128.load(gradients);
  const g1 = v128.load(gradients, 16);
  const g2 = v128.load(gradients, 32);
  const g3 = v128.load(gradients, 48);
  for (let e = from; e < to; e++) {
    const sums = out + offsetOf(slots, e, bytes);
    const share = v128.load32_splat(shares + ((<usize>e) << 2));
    v128.store(sums, multiplyAdd(share, g0, v128.load(sums)));
    v128.store(sums, multiplyAdd(share, g1, v128.load(sums, 16)), 16);
    v128.store(sums, multiplyAdd(share, g2, v128.load(sums, 32)), 32);
    v128.store(sums, multiplyAdd(share, g3, v128.load(sums, 48)), 48);
  }
}

function addColumnPart(
  slots: usize,
  shares: usize,
  from: i32,
  to: i32,
  gradients: usize,
  bytes: usize,
  out: usize,
  room: usize,
): void {
  for (let e = from; e < to; e++) {
    const sums = out + offsetOf(slots, e, bytes);
    const share = v128.load32_splat(shares + ((<usize>e) << 2));
    for (let d: usize = 0; d < room; d += 16) {
      const sum = multiplyAdd(share, v128.load(gradients + d), v128.load(sums + d));
      storeWithin(sums + d, sum, room - d);
    }
  }
}
