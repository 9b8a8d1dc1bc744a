import { transposeFour } from "../math/transpose";
import { BLOCK_COLUMNS, BLOCK_ROWS } from "./matrix-product";
import { packEight } from "./scores";

// What a product of matrices lays out anew before it multiplies.

/** Lays the columns of `right` side by side, eight at a time: `packed` is `[columns / 8, inner, 8]`. */
// @ts-ignore: decorator
@unmanaged
export class PackRightJob {
  right: f64;
  inner: f64;
  columns: f64;
  /** Not 0 where `right` is `[columns, inner]`. */
  isTransposed: f64;
  packed: f64;
}

export function packRightBlock(job: PackRightJob, block: i32): void {
  const inner = <i32>job.inner;
  const columns = <i32>job.columns;
  const first = block * BLOCK_COLUMNS;
  const end = min(first + BLOCK_COLUMNS, columns);
  const panelBytes = (<usize>inner) << 5;
  let out = <usize>job.packed + <usize>(first >> 3) * panelBytes;
  if (job.isTransposed != 0) {
    const rowBytes = (<usize>inner) << 2;
    for (let c = first; c < end; c += 8) {
      packEight(<usize>job.right + <usize>c * rowBytes, min(8, end - c), inner, rowBytes, out);
      out += panelBytes;
    }
    return;
  }
  const whole = end - ((end - first) & 7);
  for (let k = 0; k < inner; k++) {
    let from = <usize>job.right + ((<usize>(k * columns + first)) << 2);
    let to = out + ((<usize>k) << 5);
    for (let c = first; c < whole; c += 8) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += 32;
      to += panelBytes;
    }
    if (whole < end) copyPart(from, end - whole, to);
  }
}

/** Copies up to seven values, and fills up to eight with zeros. */
function copyPart(from: usize, count: i32, to: usize): void {
  v128.store(to, f32x4.splat(0));
  v128.store(to, f32x4.splat(0), 16);
  for (let i = 0; i < count; i++) {
    store<f32>(to + ((<usize>i) << 2), load<f32>(from + ((<usize>i) << 2)));
  }
}

/** Writes a transposed `left`, `[inner, rows]`, the ordinary way round. */
// @ts-ignore: decorator
@unmanaged
export class TransposeLeftJob {
  left: f64;
  inner: f64;
  rows: f64;
  /** Of a row of `transposed`. */
  rowBytes: f64;
  transposed: f64;
}

export function transposeLeftBlock(job: TransposeLeftJob, block: i32): void {
  const inner = <i32>job.inner;
  const rows = <i32>job.rows;
  const rowBytes = <usize>job.rowBytes;
  const fromBytes = (<usize>rows) << 2;
  const first = block * BLOCK_ROWS;
  const end = min(first + BLOCK_ROWS, rows);
  const whole = end - ((end - first) & 3);
  let k = 0;
  for (; k + 4 <= inner; k += 4) {
    let from = <usize>job.left + <usize>k * fromBytes + ((<usize>first) << 2);
    let to = <usize>job.transposed + <usize>first * rowBytes + ((<usize>k) << 2);
    for (let r = first; r < whole; r += 4) {
      transposeFour(from, fromBytes, to, rowBytes);
      from += 16;
      to += 4 * rowBytes;
    }
    for (let r = whole; r < end; r++) {
      transposeColumn(from, fromBytes, 4, to);
      from += 4;
      to += rowBytes;
    }
  }
  let from = <usize>job.left + <usize>k * fromBytes + ((<usize>first) << 2);
  let to = <usize>job.transposed + <usize>first * rowBytes + ((<usize>k) << 2);
  for (let r = first; r < end; r++) {
    transposeColumn(from, fromBytes, inner - k, to);
    from += 4;
    to += rowBytes;
  }
}

// @ts-ignore: decorator
@inline
function transposeColumn(from: usize, fromBytes: usize, count: i32, to: usize): void {
  for (let i = 0; i < count; i++) {
    store<f32>(to + ((<usize>i) << 2), load<f32>(from + <usize>i * fromBytes));
  }
}
