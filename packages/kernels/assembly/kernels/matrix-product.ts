import { multiplyAdd } from "../math/multiply-add";
import { packEight } from "./scores";

// A product of matrices, `left · right`, in tiles of four rows and eight columns. Each lane is one float32
// sum over the inner dimension in rising order from 0, a product rounded before it is added; where that
// dimension is cut, a sum goes on from what `out` holds of it.

/** How many rows and columns of `out` a block covers: what one block reads again and again stays near. */
const BLOCK_ROWS: i32 = 32;
const BLOCK_COLUMNS: i32 = 32;
/** So long a part of the inner dimension is taken at a time: eight columns of it stay in the first cache. */
const INNER_PART: i32 = 256;

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

/** Lays the rows of a transposed `left`, `[inner, rows]`, out four at a time: `[rows / 4, inner, 4]`. */
// @ts-ignore: decorator
@unmanaged
export class PackLeftJob {
  left: f64;
  inner: f64;
  rows: f64;
  packed: f64;
}

export function packLeftBlock(job: PackLeftJob, block: i32): void {
  const inner = <i32>job.inner;
  const rows = <i32>job.rows;
  const first = block * BLOCK_ROWS;
  const end = min(first + BLOCK_ROWS, rows);
  const whole = end - ((end - first) & 3);
  const panelBytes = (<usize>inner) << 4;
  const out = <usize>job.packed + <usize>(first >> 2) * panelBytes;
  for (let k = 0; k < inner; k++) {
    let from = <usize>job.left + ((<usize>(k * rows + first)) << 2);
    let to = out + ((<usize>k) << 4);
    for (let r = first; r < whole; r += 4) {
      v128.store(to, v128.load(from));
      from += 16;
      to += panelBytes;
    }
    for (let r = whole; r < end; r++) {
      store<f32>(to, load<f32>(from));
      from += 4;
      to += 4;
    }
  }
}

/** Adds `left · right` to `out`, or overwrites `out` with it. */
// @ts-ignore: decorator
@unmanaged
export class MatrixProductJob {
  /** `[rows, inner]`, or packed by four rows. */
  left: f64;
  isPacked: f64;
  /** Packed by eight columns. */
  right: f64;
  rows: f64;
  inner: f64;
  columns: f64;
  /** Not 0 where sums go on from what `out` holds. */
  goesOn: f64;
  /** For each block 32 values, for what does not fill a tile. */
  tiles: f64;
  out: f64;
}

export function matrixProductBlock(job: MatrixProductJob, block: i32): void {
  const rows = <i32>job.rows;
  const columns = <i32>job.columns;
  const inner = <i32>job.inner;
  const across = (columns + BLOCK_COLUMNS - 1) / BLOCK_COLUMNS;
  const firstRow = (block / across) * BLOCK_ROWS;
  const endRow = min(firstRow + BLOCK_ROWS, rows);
  const firstColumn = (block % across) * BLOCK_COLUMNS;
  const endColumn = min(firstColumn + BLOCK_COLUMNS, columns);
  const tile = <usize>job.tiles + ((<usize>block) << 7);
  const isPacked = job.isPacked != 0;
  // Where four rows of `left` begin, from one row to the next, and from one value to the next.
  const fourBytes = (<usize>inner) << 4;
  const rowBytes: usize = isPacked ? 4 : (<usize>inner) << 2;
  const stepBytes: usize = isPacked ? 16 : 4;
  const outBytes = (<usize>columns) << 2;
  for (let k = 0; k < inner; k += INNER_PART) {
    const length = min(INNER_PART, inner - k);
    const goesOn = k > 0 || job.goesOn != 0;
    for (let c = firstColumn; c < endColumn; c += 8) {
      const right = <usize>job.right + ((<usize>(c >> 3) * <usize>inner + <usize>k) << 5);
      const width = min(8, endColumn - c);
      for (let r = firstRow; r < endRow; r += 4) {
        const left = <usize>job.left + <usize>(r >> 2) * fourBytes + <usize>k * stepBytes;
        const out = <usize>job.out + ((<usize>(r * columns + c)) << 2);
        const height = min(4, endRow - r);
        if (width == 8) {
          addTile(left, rowBytes, stepBytes, right, length, out, outBytes, height, goesOn);
        } else {
          if (goesOn) copyTile(out, outBytes, tile, 32, width, height);
          addTile(left, rowBytes, stepBytes, right, length, tile, 32, height, goesOn);
          copyTile(tile, 32, out, outBytes, width, height);
        }
      }
    }
  }
}

function copyTile(
  from: usize,
  fromBytes: usize,
  to: usize,
  toBytes: usize,
  width: i32,
  height: i32,
): void {
  for (let r = 0; r < height; r++) {
    for (let c: usize = 0; c < (<usize>width) << 2; c += 4) store<f32>(to + c, load<f32>(from + c));
    from += fromBytes;
    to += toBytes;
  }
}

// @ts-ignore: decorator
@inline
function addTile(
  left: usize,
  rowBytes: usize,
  stepBytes: usize,
  right: usize,
  length: i32,
  out: usize,
  outBytes: usize,
  height: i32,
  goesOn: bool,
): void {
  if (height == 4) {
    addFourRows(left, rowBytes, stepBytes, right, length, out, outBytes, goesOn);
    return;
  }
  for (let r = 0; r < height; r++) {
    addRow(left, stepBytes, right, length, out, goesOn);
    left += rowBytes;
    out += outBytes;
  }
}

function addFourRows(
  left: usize,
  rowBytes: usize,
  stepBytes: usize,
  right: usize,
  length: i32,
  out: usize,
  outBytes: usize,
  goesOn: bool,
): void {
  const end = right + ((<usize>length) << 5);
  const out1 = out + outBytes;
  const out2 = out1 + outBytes;
  const out3 = out2 + outBytes;
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00;
  let s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  if (goesOn) {
    s00 = v128.load(out);
    s01 = v128.load(out, 16);
    s10 = v128.load(out1);
    s11 = v128.load(out1, 16);
    s20 = v128.load(out2);
    s21 = v128.load(out2, 16);
    s30 = v128.load(out3);
    s31 = v128.load(out3, 16);
  }
  let left1 = left + rowBytes;
  let left2 = left1 + rowBytes;
  let left3 = left2 + rowBytes;
  for (; right < end; right += 32) {
    const c0 = v128.load(right);
    const c1 = v128.load(right, 16);
    const x0 = v128.load32_splat(left);
    s00 = multiplyAdd(x0, c0, s00);
    s01 = multiplyAdd(x0, c1, s01);
    const x1 = v128.load32_splat(left1);
    s10 = multiplyAdd(x1, c0, s10);
    s11 = multiplyAdd(x1, c1, s11);
    const x2 = v128.load32_splat(left2);
    s20 = multiplyAdd(x2, c0, s20);
    s21 = multiplyAdd(x2, c1, s21);
    const x3 = v128.load32_splat(left3);
    s30 = multiplyAdd(x3, c0, s30);
    s31 = multiplyAdd(x3, c1, s31);
    left += stepBytes;
    left1 += stepBytes;
    left2 += stepBytes;
    left3 += stepBytes;
  }
  storeEight(out, s00, s01);
  storeEight(out1, s10, s11);
  storeEight(out2, s20, s21);
  storeEight(out3, s30, s31);
}

function addRow(
  left: usize,
  stepBytes: usize,
  right: usize,
  length: i32,
  out: usize,
  goesOn: bool,
): void {
  const end = right + ((<usize>length) << 5);
  let s0 = f32x4.splat(0), s1 = s0;
  if (goesOn) {
    s0 = v128.load(out);
    s1 = v128.load(out, 16);
  }
  for (; right < end; right += 32) {
    const x = v128.load32_splat(left);
    s0 = multiplyAdd(x, v128.load(right), s0);
    s1 = multiplyAdd(x, v128.load(right, 16), s1);
    left += stepBytes;
  }
  storeEight(out, s0, s1);
}

/** Every NaN becomes the same one: which of them arithmetic gives differs between processors. */
// @ts-ignore: decorator
@inline
function storeEight(out: usize, a: v128, b: v128): void {
  const nan = i32x4.splat(0x7fc00000);
  v128.store(out, v128.bitselect(a, nan, f32x4.eq(a, a)));
  v128.store(out, v128.bitselect(b, nan, f32x4.eq(b, b)), 16);
}
