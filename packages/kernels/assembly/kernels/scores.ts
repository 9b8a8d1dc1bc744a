import { multiplyAdd } from "../math/multiply-add";
import { scoreRows } from "./score-rows";
import { transposeFour } from "../math/transpose";

// Dot products of queries with eight candidates at a time, which lie in the lanes of two vectors. Each
// lane is one float32 sum in the order of the dimension, a product rounded before it is added.

/** Lays up to eight rows side by side: `out` is `[dim, 8]`, zeros where there is no row. */
export function packEight(rows: usize, count: i32, dim: i32, rowBytes: usize, out: usize): void {
  let d = 0;
  if (count == 8) {
    for (; d + 4 <= dim; d += 4) {
      const from = rows + ((<usize>d) << 2);
      const to = out + ((<usize>d) << 5);
      transposeFour(from, rowBytes, to, 32);
      transposeFour(from + 4 * rowBytes, rowBytes, to + 16, 32);
    }
  } else {
    memory.fill(out, 0, (<usize>dim) << 5);
  }
  for (; d < dim; d++) {
    for (let r = 0; r < count; r++) {
      const value = load<f32>(rows + <usize>r * rowBytes + ((<usize>d) << 2));
      store<f32>(out + ((<usize>d) << 5) + ((<usize>r) << 2), value);
    }
  }
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

/** How many candidates a block of `packCandidatesBlock` and `scoresBlock` covers, a multiple of 8. */
const CANDIDATES: i32 = 256;

/** Packs rows of candidates, eight at a time, so that every query can use them. */
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
  const end = min(first + CANDIDATES, <i32>job.numCandidates);
  for (let c = first; c < end; c += 8) {
    const rows = <usize>job.candidates + <usize>c * rowBytes;
    packEight(rows, min(8, end - c), dim, rowBytes, <usize>job.packed + ((<usize>(c * dim)) << 2));
  }
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
}

export function scoresBlock(job: ScoresJob, block: i32): void {
  const dim = <i32>job.dim;
  const first = block * CANDIDATES;
  const left = <i32>job.numCandidates - first;
  scoreRows(
    <usize>job.queries,
    <i32>job.numQueries,
    dim,
    <usize>job.candidates + ((<usize>first * <usize>dim) << 2),
    min(CANDIDATES, left),
    left,
    <usize>job.packed + ((<usize>(block * dim)) << 5),
    <usize>job.out + ((<usize>first) << 2),
    <usize>job.outBytes,
  );
}
