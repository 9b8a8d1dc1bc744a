import { multiplyAdd } from "../math/multiply-add";

/**
 * Adds weighted sums of rows, `sums[i] += Σ_k weight(i, k) · rows[k]`, two sums and sixteen dimensions
 * at a time, the last eight with four sums. Each lane is one float32 sum over the rows in rising order
 * from 0, a product rounded before it is added; the whole is then added to what `sums` held.
 *
 * @param numSums - a multiple of 4.
 * @param rowBytes - of a row and of a sum alike, a multiple of 32.
 */
export function addWeightedRows(
  weights: usize,
  sumStride: usize,
  rowStride: usize,
  rows: usize,
  numRows: i32,
  rowBytes: usize,
  sums: usize,
  numSums: i32,
): void {
  const ofSixteen = rowBytes & ~63;
  for (let i = 0; i < numSums; i += 4) {
    for (let d: usize = 0; d < ofSixteen; d += 64) {
      const w = weights + 2 * sumStride;
      const to = sums + 2 * rowBytes;
      addTwo(weights, sumStride, rowStride, rows + d, numRows, rowBytes, sums + d);
      addTwo(w, sumStride, rowStride, rows + d, numRows, rowBytes, to + d);
    }
    if (ofSixteen < rowBytes) {
      const d = ofSixteen;
      addFour(weights, sumStride, rowStride, rows + d, numRows, rowBytes, sums + d);
    }
    weights += 4 * sumStride;
    sums += 4 * rowBytes;
  }
}

/** Sixteen dimensions of two sums. */
// @ts-ignore: decorator
@inline
function addTwo(
  w0: usize,
  sumStride: usize,
  rowStride: usize,
  rows: usize,
  numRows: i32,
  rowBytes: usize,
  sums: usize,
): void {
  let w1 = w0 + sumStride;
  const zero = f32x4.splat(0);
  let s00 = zero, s01 = zero, s02 = zero, s03 = zero;
  let s10 = zero, s11 = zero, s12 = zero, s13 = zero;
  const end = rows + <usize>numRows * rowBytes;
  for (let r = rows; r < end; r += rowBytes) {
    const r0 = v128.load(r);
    const r1 = v128.load(r, 16);
    const r2 = v128.load(r, 32);
    const r3 = v128.load(r, 48);
    const x0 = v128.load32_splat(w0);
    s00 = multiplyAdd(x0, r0, s00);
    s01 = multiplyAdd(x0, r1, s01);
    s02 = multiplyAdd(x0, r2, s02);
    s03 = multiplyAdd(x0, r3, s03);
    const x1 = v128.load32_splat(w1);
    s10 = multiplyAdd(x1, r0, s10);
    s11 = multiplyAdd(x1, r1, s11);
    s12 = multiplyAdd(x1, r2, s12);
    s13 = multiplyAdd(x1, r3, s13);
    w0 += rowStride;
    w1 += rowStride;
  }
  addTo(sums, s00, s01);
  addTo(sums + 32, s02, s03);
  addTo(sums + rowBytes, s10, s11);
  addTo(sums + rowBytes + 32, s12, s13);
}

/** Eight dimensions of four sums. */
// @ts-ignore: decorator
@inline
function addFour(
  w0: usize,
  sumStride: usize,
  rowStride: usize,
  rows: usize,
  numRows: i32,
  rowBytes: usize,
  sums: usize,
): void {
  let w1 = w0 + sumStride;
  let w2 = w1 + sumStride;
  let w3 = w2 + sumStride;
  const zero = f32x4.splat(0);
  let s00 = zero, s01 = zero, s10 = zero, s11 = zero;
  let s20 = zero, s21 = zero, s30 = zero, s31 = zero;
  const end = rows + <usize>numRows * rowBytes;
  for (let r = rows; r < end; r += rowBytes) {
    const r0 = v128.load(r);
    const r1 = v128.load(r, 16);
    const x0 = v128.load32_splat(w0);
    s00 = multiplyAdd(x0, r0, s00);
    s01 = multiplyAdd(x0, r1, s01);
    const x1 = v128.load32_splat(w1);
    s10 = multiplyAdd(x1, r0, s10);
    s11 = multiplyAdd(x1, r1, s11);
    const x2 = v128.load32_splat(w2);
    s20 = multiplyAdd(x2, r0, s20);
    s21 = multiplyAdd(x2, r1, s21);
    const x3 = v128.load32_splat(w3);
    s30 = multiplyAdd(x3, r0, s30);
    s31 = multiplyAdd(x3, r1, s31);
    w0 += rowStride;
    w1 += rowStride;
    w2 += rowStride;
    w3 += rowStride;
  }
  addTo(sums, s00, s01);
  addTo(sums + rowBytes, s10, s11);
  addTo(sums + 2 * rowBytes, s20, s21);
  addTo(sums + 3 * rowBytes, s30, s31);
}

// @ts-ignore: decorator
@inline
function addTo(at: usize, a: v128, b: v128): void {
  v128.store(at, f32x4.add(v128.load(at), a));
  v128.store(at, f32x4.add(v128.load(at, 16), b), 16);
}

/** `out = rows · factor`, `bytes` of them, a multiple of 16. */
export function scaleRows(rows: usize, bytes: usize, factor: f32, out: usize): void {
  const by = f32x4.splat(factor);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(out + at, f32x4.mul(v128.load(rows + at), by));
  }
}
