import { multiplyAdd } from "../math/multiply-add";

// Dot products of one or two queries with rows as they lie in memory: four values of each of four rows
// become lanes in registers, without a packed copy. The sums are those of scores.ts. Here rows are
// waited for longer than they are computed with, so those that come next are touched early.

/** How many rows are scored at a time. */
export const FEW_ROWS: i32 = 16;

/** Adds the products of four rows and one query at dimensions `at` to `at + 3`. */
// @ts-ignore: decorator
@inline
function addFour(rows: usize, rowBytes: usize, query: usize, sum: v128): v128 {
  const a = v128.load(rows);
  const b = v128.load(rows + rowBytes);
  const c = v128.load(rows + 2 * rowBytes);
  const d = v128.load(rows + 3 * rowBytes);
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  const x0 = v128.load32_splat(query);
  const x1 = v128.load32_splat(query, 4);
  const x2 = v128.load32_splat(query, 8);
  const x3 = v128.load32_splat(query, 12);
  sum = multiplyAdd(x0, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5), sum);
  sum = multiplyAdd(x1, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7), sum);
  sum = multiplyAdd(x2, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5), sum);
  return multiplyAdd(x3, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7), sum);
}

/** One value of each of four rows. */
// @ts-ignore: decorator
@inline
function column(rows: usize, rowBytes: usize): v128 {
  let values = v128.load32_zero(rows);
  values = v128.load_lane<f32>(rows + rowBytes, values, 1);
  values = v128.load_lane<f32>(rows + 2 * rowBytes, values, 2);
  return v128.load_lane<f32>(rows + 3 * rowBytes, values, 3);
}

/**
 * The scores of one query with sixteen rows.
 * @param ahead - sixteen rows that will be asked for next, if they lie elsewhere.
 * @returns what keeps the touching of those rows from being left out as useless.
 */
export function scoreSixteen(
  query: usize,
  dim: i32,
  rows: usize,
  rowBytes: usize,
  ahead: usize,
  out: usize,
): v128 {
  const end = query + ((<usize>dim) << 2);
  const end4 = query + ((<usize>(dim & ~3)) << 2);
  let touched = i32x4.splat(0);
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  let r0 = rows;
  let r1 = r0 + 4 * rowBytes;
  let r2 = r1 + 4 * rowBytes;
  let r3 = r2 + 4 * rowBytes;
  for (; query < end4; query += 16) {
    touched = v128.or(touched, v128.load(ahead));
    touched = v128.or(touched, v128.load(ahead, 64));
    touched = v128.or(touched, v128.load(ahead, 128));
    touched = v128.or(touched, v128.load(ahead, 192));
    ahead += 256;
    s0 = addFour(r0, rowBytes, query, s0);
    s1 = addFour(r1, rowBytes, query, s1);
    s2 = addFour(r2, rowBytes, query, s2);
    s3 = addFour(r3, rowBytes, query, s3);
    r0 += 16;
    r1 += 16;
    r2 += 16;
    r3 += 16;
  }
  for (; query < end; query += 4) {
    const x = v128.load32_splat(query);
    s0 = multiplyAdd(x, column(r0, rowBytes), s0);
    s1 = multiplyAdd(x, column(r1, rowBytes), s1);
    s2 = multiplyAdd(x, column(r2, rowBytes), s2);
    s3 = multiplyAdd(x, column(r3, rowBytes), s3);
    r0 += 4;
    r1 += 4;
    r2 += 4;
    r3 += 4;
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
  return touched;
}
