import { multiplyAdd } from "../math/multiply-add";
import { transposeFour } from "../math/transpose";
import { scoreRows } from "./score-rows";
import { areFinite } from "./select-best";

// Dot products of queries with sixteen candidates at a time, or eight, which lie in the lanes of four
// vectors, or two. Each lane is one float32 sum in the order of the dimension, a product rounded before
// it is added.
//
// Measured (Zen 3, Node 20, share of what chains of multiply and add reach in registers): two queries ×
// sixteen candidates 105 %, four × eight 93 %; larger tiles run out of registers, and unrolling the
// dimension makes the compiler move all loads to the front, with the same effect.

/** Lays up to `lanes` rows, 8 or 16, side by side: `out` is `[dim, lanes]`, zeros where there is no row. */
function packLanes(
  rows: usize,
  count: i32,
  lanes: i32,
  dim: i32,
  rowBytes: usize,
  out: usize,
): void {
  const step = (<usize>lanes) << 2;
  let d = 0;
  if (count == lanes) {
    for (; d + 4 <= dim; d += 4) {
      const from = rows + ((<usize>d) << 2);
      const to = out + <usize>d * step;
      for (let r = 0; r < lanes; r += 4) {
        transposeFour(from + <usize>r * rowBytes, rowBytes, to + ((<usize>r) << 2), step);
      }
    }
  } else {
    memory.fill(out, 0, <usize>dim * step);
  }
  for (; d < dim; d++) {
    for (let r = 0; r < count; r++) {
      const value = load<f32>(rows + <usize>r * rowBytes + ((<usize>d) << 2));
      store<f32>(out + <usize>d * step + ((<usize>r) << 2), value);
    }
  }
}

/** Lays up to eight rows side by side: `out` is `[dim, 8]`, zeros where there is no row. */
export function packEight(rows: usize, count: i32, dim: i32, rowBytes: usize, out: usize): void {
  packLanes(rows, count, 8, dim, rowBytes, out);
}

/**
 * Lays rows side by side, sixteen at a time, the last up to eight as eight: each lot is `[dim, lanes]`,
 * and starts at the place of its first row in `out`.
 */
export function packAll(rows: usize, count: i32, dim: i32, rowBytes: usize, out: usize): void {
  for (let r = 0; r < count; r += 16) {
    const left = count - r;
    const lanes = left > 8 ? 16 : 8;
    const from = rows + <usize>r * rowBytes;
    packLanes(from, min(lanes, left), lanes, dim, rowBytes, out + ((<usize>(r * dim)) << 2));
  }
}

/** The scores of queries with what `packAll` made of `count` rows; `out` has room for whole lots. */
export function scoreAll(
  queries: usize,
  numQueries: i32,
  dim: i32,
  queryBytes: usize,
  packed: usize,
  count: i32,
  out: usize,
  outBytes: usize,
): void {
  for (let c = 0; c < count; c += 16) {
    const lot = packed + ((<usize>(c * dim)) << 2);
    const to = out + ((<usize>c) << 2);
    if (count - c > 8) {
      scoreSixteen(queries, numQueries, dim, queryBytes, lot, to, outBytes);
    } else {
      scoreEight(queries, numQueries, dim, queryBytes, lot, to, outBytes);
    }
  }
}

/** The scores of queries with sixteen packed candidates: sixteen values to each row of `out`. */
function scoreSixteen(
  queries: usize,
  numQueries: i32,
  dim: i32,
  queryBytes: usize,
  packed: usize,
  out: usize,
  outBytes: usize,
): void {
  const end = packed + ((<usize>dim) << 6);
  const zero = f32x4.splat(0);
  let q = 0;
  for (; q + 2 <= numQueries; q += 2) {
    let q0 = queries;
    let q1 = q0 + queryBytes;
    let s00 = zero, s01 = zero, s02 = zero, s03 = zero;
    let s10 = zero, s11 = zero, s12 = zero, s13 = zero;
    for (let p = packed; p < end; p += 64) {
      const c0 = v128.load(p);
      const c1 = v128.load(p, 16);
      const c2 = v128.load(p, 32);
      const c3 = v128.load(p, 48);
      const x0 = v128.load32_splat(q0);
      s00 = multiplyAdd(x0, c0, s00);
      s01 = multiplyAdd(x0, c1, s01);
      s02 = multiplyAdd(x0, c2, s02);
      s03 = multiplyAdd(x0, c3, s03);
      const x1 = v128.load32_splat(q1);
      s10 = multiplyAdd(x1, c0, s10);
      s11 = multiplyAdd(x1, c1, s11);
      s12 = multiplyAdd(x1, c2, s12);
      s13 = multiplyAdd(x1, c3, s13);
      q0 += 4;
      q1 += 4;
    }
    storeSixteen(out, s00, s01, s02, s03);
    out += outBytes;
    storeSixteen(out, s10, s11, s12, s13);
    out += outBytes;
    queries += 2 * queryBytes;
  }
  if (q < numQueries) {
    let s0 = zero, s1 = zero, s2 = zero, s3 = zero;
    for (let p = packed; p < end; p += 64) {
      const x = v128.load32_splat(queries);
      s0 = multiplyAdd(x, v128.load(p), s0);
      s1 = multiplyAdd(x, v128.load(p, 16), s1);
      s2 = multiplyAdd(x, v128.load(p, 32), s2);
      s3 = multiplyAdd(x, v128.load(p, 48), s3);
      queries += 4;
    }
    storeSixteen(out, s0, s1, s2, s3);
  }
}

// @ts-ignore: decorator
@inline
function storeSixteen(at: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(at, a);
  v128.store(at, b, 16);
  v128.store(at, c, 32);
  v128.store(at, d, 48);
}

/** The scores of queries with eight packed candidates: eight values to each row of `out`. */
export function scoreEight(
  queries: usize,
  numQueries: i32,
  dim: i32,
  queryBytes: usize,
  packed: usize,
  out: usize,
  outBytes: usize,
): void {
  const end = packed + ((<usize>dim) << 5);
  let q = 0;
  for (; q + 4 <= numQueries; q += 4) {
    let q0 = queries;
    let q1 = q0 + queryBytes;
    let q2 = q1 + queryBytes;
    let q3 = q2 + queryBytes;
    let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00;
    let s20 = s00, s21 = s00, s30 = s00, s31 = s00;
    for (let p = packed; p < end; p += 32) {
      const c0 = v128.load(p);
      const c1 = v128.load(p, 16);
      const x0 = v128.load32_splat(q0);
      s00 = multiplyAdd(x0, c0, s00);
      s01 = multiplyAdd(x0, c1, s01);
      const x1 = v128.load32_splat(q1);
      s10 = multiplyAdd(x1, c0, s10);
      s11 = multiplyAdd(x1, c1, s11);
      const x2 = v128.load32_splat(q2);
      s20 = multiplyAdd(x2, c0, s20);
      s21 = multiplyAdd(x2, c1, s21);
      const x3 = v128.load32_splat(q3);
      s30 = multiplyAdd(x3, c0, s30);
      s31 = multiplyAdd(x3, c1, s31);
      q0 += 4;
      q1 += 4;
      q2 += 4;
      q3 += 4;
    }
    v128.store(out, s00);
    v128.store(out, s01, 16);
    out += outBytes;
    v128.store(out, s10);
    v128.store(out, s11, 16);
    out += outBytes;
    v128.store(out, s20);
    v128.store(out, s21, 16);
    out += outBytes;
    v128.store(out, s30);
    v128.store(out, s31, 16);
    out += outBytes;
    queries += 4 * queryBytes;
  }
  for (; q < numQueries; q++) {
    let at = queries;
    let s0 = f32x4.splat(0), s1 = s0;
    for (let p = packed; p < end; p += 32) {
      const x = v128.load32_splat(at);
      s0 = multiplyAdd(x, v128.load(p), s0);
      s1 = multiplyAdd(x, v128.load(p, 16), s1);
      at += 4;
    }
    v128.store(out, s0);
    v128.store(out, s1, 16);
    out += outBytes;
    queries += queryBytes;
  }
}

/** How many candidates a block of `packCandidatesBlock` and `scoresBlock` covers, a multiple of 16. */
const CANDIDATES: i32 = 256;

/** Packs rows of candidates, so that every query can use them. */
// @ts-ignore: decorator
@unmanaged
export class PackCandidatesJob {
  candidates: f64;
  numCandidates: f64;
  dim: f64;
  rowBytes: f64;
  packed: f64;
}

export function packCandidatesBlock(job: PackCandidatesJob, block: i32): void {
  const dim = <i32>job.dim;
  const rowBytes = <usize>job.rowBytes;
  const first = block * CANDIDATES;
  const count = min(CANDIDATES, <i32>job.numCandidates - first);
  const rows = <usize>job.candidates + <usize>first * rowBytes;
  packAll(rows, count, dim, rowBytes, <usize>job.packed + ((<usize>(first * dim)) << 2));
}

/** Scores of all queries with all candidates. */
// @ts-ignore: decorator
@unmanaged
export class ScoresJob {
  queries: f64;
  numQueries: f64;
  candidates: f64;
  numCandidates: f64;
  dim: f64;
  /** Room for eight packed candidates for each block. */
  packed: f64;
  out: f64;
  /** Of one query's scores; there is room for a multiple of 8. */
  outBytes: f64;
  /** The word that is set to 1 where a score is not finite; 0 where nobody asks. */
  failed: f64;
}

export function scoresBlock(job: ScoresJob, block: i32): void {
  const dim = <i32>job.dim;
  const first = block * CANDIDATES;
  const left = <i32>job.numCandidates - first;
  const count = min(CANDIDATES, left);
  const out = <usize>job.out + ((<usize>first) << 2);
  scoreRows(
    <usize>job.queries,
    <i32>job.numQueries,
    dim,
    <usize>job.candidates + ((<usize>first * <usize>dim) << 2),
    count,
    left,
    <usize>job.packed + ((<usize>(block * dim)) << 5),
    out,
    <usize>job.outBytes,
  );
  if (job.failed == 0) return;
  // While they lie in the nearest cache.
  const columns = (count + 7) & ~7;
  for (let q = 0; q < <i32>job.numQueries; q++) {
    if (!areEightsFinite(out + <usize>q * <usize>job.outBytes, columns)) {
      store<i32>(<usize>job.failed, 1);
      return;
    }
  }
}

function areEightsFinite(scores: usize, count: i32): bool {
  const sixteens = count & ~15;
  if (!areFinite(scores, (<usize>sixteens) << 2)) return false;
  if (sixteens == count) return true;
  const last = scores + ((<usize>sixteens) << 2);
  const zero = f32x4.splat(0);
  const probe = f32x4.add(f32x4.mul(v128.load(last), zero), f32x4.mul(v128.load(last, 16), zero));
  return v128.all_true<i32>(f32x4.eq(probe, zero));
}
