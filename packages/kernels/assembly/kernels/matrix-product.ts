import { addTile } from "./matrix-product-tile";

// A product of matrices, `left · right`, in tiles of four rows and eight columns. Each lane is one float32
// sum over the inner dimension in rising order from 0, a product rounded before it is added; where that
// dimension is cut, a sum goes on from what `out` holds of it.

/** How many rows and columns of `out` a block covers. */
export const BLOCK_ROWS: i32 = 32;
export const BLOCK_COLUMNS: i32 = 32;
/** So much of the inner dimension is taken at a time: a block's columns of it stay in the first cache. */
const INNER_PART: i32 = 128;

/** Adds `left · right` to `out`, or overwrites `out` with it. */
// @ts-ignore: decorator
@unmanaged
export class MatrixProductJob {
  /** `[rows, inner]`, whose rows are `leftBytes` apart. */
  left: f64;
  leftBytes: f64;
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
  const isContinued = job.goesOn != 0;
  const across = (columns + BLOCK_COLUMNS - 1) / BLOCK_COLUMNS;
  const firstRow = (block / across) * BLOCK_ROWS;
  const endRow = min(firstRow + BLOCK_ROWS, rows);
  const firstColumn = (block % across) * BLOCK_COLUMNS;
  const endColumn = min(firstColumn + BLOCK_COLUMNS, columns);
  const tile = <usize>job.tiles + ((<usize>block) << 7);
  const leftBytes = <usize>job.leftBytes;
  const outBytes = (<usize>columns) << 2;
  const panelBytes = (<usize>inner) << 5;
  const leftAt = <usize>job.left + <usize>firstRow * leftBytes;
  const rightAt = <usize>job.right + <usize>(firstColumn >> 3) * panelBytes;
  const outAt = <usize>job.out + ((<usize>(firstRow * columns + firstColumn)) << 2);
  for (let k = 0; k < inner; k += INNER_PART) {
    const length = min(INNER_PART, inner - k);
    const goesOn = k > 0 || isContinued;
    let left = leftAt + ((<usize>k) << 2);
    let outRow = outAt;
    for (let r = firstRow; r < endRow; r += 4) {
      const height = min(4, endRow - r);
      let right = rightAt + ((<usize>k) << 5);
      let out = outRow;
      for (let c = firstColumn; c < endColumn; c += 8) {
        const width = min(8, endColumn - c);
        if (width == 8) {
          addTile(left, leftBytes, right, length, out, outBytes, height, goesOn);
        } else {
          if (goesOn) copyTile(out, outBytes, tile, 32, width, height);
          addTile(left, leftBytes, right, length, tile, 32, height, goesOn);
          copyTile(tile, 32, out, outBytes, width, height);
        }
        right += panelBytes;
        out += 32;
      }
      left += 4 * leftBytes;
      outRow += 4 * outBytes;
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
