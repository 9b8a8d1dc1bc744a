import { packEight, scoreEight } from "./scores";
import { FEW_ROWS, scoreSixteen } from "./scores-few";

/** Up to so many queries, rows are read as they lie; packing them first takes longer, measured. */
const FEW: i32 = 3;

/**
 * The scores of queries with rows, `out[q][row]`. Each is one float32 sum in the order of the dimension,
 * a product rounded before it is added, whichever way it is computed.
 *
 * @param readable - how many of these rows and of those after them there are to be read.
 * @param packed - room for eight packed rows.
 * @param outBytes - of one query's scores; there is room for a multiple of 8.
 */
export function scoreRows(
  queries: usize,
  numQueries: i32,
  dim: i32,
  rows: usize,
  numRows: i32,
  readable: i32,
  packed: usize,
  out: usize,
  outBytes: usize,
): void {
  const rowBytes = (<usize>dim) << 2;
  let r = 0;
  if (numQueries <= FEW) {
    let touched = i32x4.splat(0);
    for (; r + FEW_ROWS <= numRows; r += FEW_ROWS) {
      const at = rows + <usize>r * rowBytes;
      const ahead = r + 2 * FEW_ROWS <= readable ? at + FEW_ROWS * rowBytes : at;
      for (let q = 0; q < numQueries; q++) {
        const query = queries + <usize>q * rowBytes;
        const to = out + <usize>q * outBytes + ((<usize>r) << 2);
        touched = v128.or(touched, scoreSixteen(query, dim, at, rowBytes, ahead, to));
      }
    }
    v128.store(packed, touched);
  }
  for (; r < numRows; r += 8) {
    packEight(rows + <usize>r * rowBytes, min(8, numRows - r), dim, rowBytes, packed);
    scoreEight(queries, numQueries, dim, rowBytes, packed, out + ((<usize>r) << 2), outBytes);
  }
}
