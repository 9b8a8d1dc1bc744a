import { sumsOfLanes } from "../math/sums-of-lanes";

// Dot products of rows of int8: four rows and two queries at a time. A query's values lie widened to
// 16 bits, with zeros up to a multiple of eight; a row's are widened as they are read, and what is read
// beyond its end is multiplied by those zeros. Sums are exact in 32 bits, so their order is free.

/** A sum times the query's scale, rounded, times the rows' scales, rounded. */
// @ts-ignore: decorator
@inline
function scaled(sums: v128, queryScale: usize, rowScales: v128): v128 {
  const byQuery = f32x4.mul(f32x4.convert_i32x4_s(sums), v128.load32_splat(queryScale));
  return f32x4.mul(byQuery, rowScales);
}

// @ts-ignore: decorator
@inline
function addDot(sum: v128, a: v128, b: v128): v128 {
  return i32x4.add(sum, i32x4.dot_i16x8_s(a, b));
}

/**
 * The scores of queries with rows, `out[q][row]`.
 * @param queries - 16 bits a value, filled up with zeros to a multiple of 8 values a query.
 * @param dim - how many bytes a row has; up to seven after the last are read.
 * @param rowScales - up to three after the last are read.
 * @param outBytes - of one query's scores; there is room for a multiple of 4.
 */
export function scoreInt8Rows(
  queries: usize,
  queryScales: usize,
  numQueries: i32,
  dim: i32,
  rows: usize,
  rowScales: usize,
  numRows: i32,
  out: usize,
  outBytes: usize,
): void {
  const queryBytes = (<usize>((dim + 7) & ~7)) << 1;
  const last = numRows - 1;
  const zero = i32x4.splat(0);
  for (let r = 0; r < numRows; r += 4) {
    const row0 = rows + <usize>r * <usize>dim;
    const row1 = rows + <usize>min(r + 1, last) * <usize>dim;
    const row2 = rows + <usize>min(r + 2, last) * <usize>dim;
    const row3 = rows + <usize>min(r + 3, last) * <usize>dim;
    const scales = v128.load(rowScales + ((<usize>r) << 2));
    let to = out + ((<usize>r) << 2);
    let query = queries;
    let q = 0;
    for (; q + 2 <= numQueries; q += 2) {
      let s00 = zero, s01 = zero, s02 = zero, s03 = zero;
      let s10 = zero, s11 = zero, s12 = zero, s13 = zero;
      let r0 = row0;
      let r1 = row1;
      let r2 = row2;
      let r3 = row3;
      const end = query + queryBytes;
      for (; query < end; query += 16) {
        const x0 = v128.load(query);
        const x1 = v128.load(query + queryBytes);
        const y0 = v128.load_ext<i8>(r0);
        s00 = addDot(s00, x0, y0);
        s10 = addDot(s10, x1, y0);
        const y1 = v128.load_ext<i8>(r1);
        s01 = addDot(s01, x0, y1);
        s11 = addDot(s11, x1, y1);
        const y2 = v128.load_ext<i8>(r2);
        s02 = addDot(s02, x0, y2);
        s12 = addDot(s12, x1, y2);
        const y3 = v128.load_ext<i8>(r3);
        s03 = addDot(s03, x0, y3);
        s13 = addDot(s13, x1, y3);
        r0 += 8;
        r1 += 8;
        r2 += 8;
        r3 += 8;
      }
      query += queryBytes;
      const scale = queryScales + ((<usize>q) << 2);
      v128.store(to, scaled(sumsOfLanes(s00, s01, s02, s03), scale, scales));
      to += outBytes;
      v128.store(to, scaled(sumsOfLanes(s10, s11, s12, s13), scale + 4, scales));
      to += outBytes;
    }
    if (q < numQueries) {
      let s0 = zero, s1 = zero, s2 = zero, s3 = zero;
      const end = query + queryBytes;
      let at: usize = 0;
      for (; query < end; query += 16) {
        const x = v128.load(query);
        s0 = addDot(s0, x, v128.load_ext<i8>(row0 + at));
        s1 = addDot(s1, x, v128.load_ext<i8>(row1 + at));
        s2 = addDot(s2, x, v128.load_ext<i8>(row2 + at));
        s3 = addDot(s3, x, v128.load_ext<i8>(row3 + at));
        at += 8;
      }
      const scale = queryScales + ((<usize>q) << 2);
      v128.store(to, scaled(sumsOfLanes(s0, s1, s2, s3), scale, scales));
    }
  }
}

/** How many candidates a block of `int8ScoresBlock` covers, a multiple of 4. */
const CANDIDATES: i32 = 1024;

/** Scores of all queries with all candidates. */
// @ts-ignore: decorator
@unmanaged
export class Int8ScoresJob {
  queries: f64;
  queryScales: f64;
  numQueries: f64;
  candidates: f64;
  candidateScales: f64;
  numCandidates: f64;
  dim: f64;
  out: f64;
  /** Of one query's scores; there is room for a multiple of 4. */
  outBytes: f64;
}

export function int8ScoresBlock(job: Int8ScoresJob, block: i32): void {
  const dim = <i32>job.dim;
  const first = block * CANDIDATES;
  scoreInt8Rows(
    <usize>job.queries,
    <usize>job.queryScales,
    <i32>job.numQueries,
    dim,
    <usize>job.candidates + <usize>first * <usize>dim,
    <usize>job.candidateScales + ((<usize>first) << 2),
    min(CANDIDATES, <i32>job.numCandidates - first),
    <usize>job.out + ((<usize>first) << 2),
    <usize>job.outBytes,
  );
}
