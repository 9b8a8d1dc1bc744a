import { multiplyAdd } from "../math/multiply-add";

/**
 * Adds weighted sums of rows, `sums[i] += Σ_k weight(i, k) · rows[k]`, four sums and eight dimensions
 * at a time. Each lane is one float32 sum over the rows in rising order from 0, a product rounded
 * before it is added; the whole is then added to what `sums` held.
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
  for (let i = 0; i < numSums; i += 4) {
    for (let d: usize = 0; d < rowBytes; d += 32) {
      let w0 = weights;
      let w1 = w0 + sumStride;
      let w2 = w1 + sumStride;
      let w3 = w2 + sumStride;
      let r = rows + d;
      let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00;
      let s20 = s00, s21 = s00, s30 = s00, s31 = s00;
      for (let k = 0; k < numRows; k++) {
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
        r += rowBytes;
      }
      let to = sums + d;
      addTo(to, s00, s01);
      to += rowBytes;
      addTo(to, s10, s11);
      to += rowBytes;
      addTo(to, s20, s21);
      to += rowBytes;
      addTo(to, s30, s31);
    }
    weights += 4 * sumStride;
    sums += 4 * rowBytes;
  }
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
