import { transposeFour } from "../math/transpose";
import { BLOCK_COLUMNS } from "./matrix-product";
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

/** How much of the inner dimension a block of `transposeLeftBlock` covers. */
const BLOCK_INNER: i32 = 128;
/** The values of a cache line. */
const LINE: i32 = 16;

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
  const first = block * BLOCK_INNER;
  const end = min(first + BLOCK_INNER, <i32>job.inner);
  for (let k = first; k < end; k += LINE) transposeLine(job, k, min(LINE, end - k));
}

/** Writes a cache line of each row, from as many lines that are read one after another. */
function transposeLine(job: TransposeLeftJob, k: i32, count: i32): void {
  const rows = <i32>job.rows;
  const rowBytes = <usize>job.rowBytes;
  const fromBytes = (<usize>rows) << 2;
  let line = <usize>job.left + <usize>k * fromBytes;
  let to = <usize>job.transposed + ((<usize>k) << 2);
  let r = 0;
  for (; r + 4 <= rows; r += 4) {
    let from = line;
    let i = 0;
    for (; i + 4 <= count; i += 4) {
      transposeFour(from, fromBytes, to + ((<usize>i) << 2), rowBytes);
      from += 4 * fromBytes;
    }
    for (let row: usize = 0; row < 4; row++) {
      transposeColumn(from + (row << 2), fromBytes, count - i, to + row * rowBytes + ((<usize>i) << 2));
    }
    line += 16;
    to += 4 * rowBytes;
  }
  for (; r < rows; r++) {
    transposeColumn(line, fromBytes, count, to);
    line += 4;
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
