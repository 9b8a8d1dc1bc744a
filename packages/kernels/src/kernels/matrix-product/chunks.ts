import { padded } from "../../machine/padded-rows.js";
import type { MatrixProductInput } from "./input.js";

/**
 * A chunk of `left` or `right` has at most so many values, 4 MB, and one of `out` fewer, so that it is
 * still in the second cache when it is copied out. With what is packed of the first two, a product of any
 * size takes less than 20 MB of the machine's memory.
 */
const MOST_VALUES = 2 ** 20;
const MOST_OUT_VALUES = 2 ** 18;
/** Copying whole rows is faster, but a chunk of few rows uses what was packed too little. */
const MOST_COLUMNS = 4096;
const FEWEST_COLUMNS = 1024;
const MOST_INNER = 16_384;
const FEWEST_INNER = 512;

type Sizes = Pick<MatrixProductInput, "rows" | "inner" | "columns">;
type Shape = Pick<MatrixProductInput, keyof Sizes | "transposed">;

/** A part of a product: some rows and columns of `out`, and a part of their sums. */
export interface Chunk extends Sizes {
  readonly firstRow: number;
  readonly firstInner: number;
  readonly firstColumn: number;
}

/**
 * Cuts a product into chunks that fit into memory, of nearly one size. Chunks of one place in `out`
 * follow each other, by rising `firstInner`.
 */
export function* chunksOf(shape: Shape): Generator<Chunk> {
  const { rows, inner, columns } = shape;
  const most = chunkSize(shape);
  for (let firstColumn = 0; firstColumn < columns; firstColumn += most.columns) {
    for (let firstRow = 0; firstRow < rows; firstRow += most.rows) {
      for (let firstInner = 0; firstInner < inner; firstInner += most.inner) {
        yield {
          firstRow,
          rows: Math.min(most.rows, rows - firstRow),
          firstInner,
          inner: Math.min(most.inner, inner - firstInner),
          firstColumn,
          columns: Math.min(most.columns, columns - firstColumn),
        };
      }
    }
  }
}

/** How large the largest chunks are. */
export function chunkSize({ rows, inner, columns, transposed }: Shape): Sizes {
  const widest = Math.min(MOST_COLUMNS, Math.max(FEWEST_COLUMNS, MOST_VALUES / inner));
  const chunkColumns = evenPart(columns, widest);
  // A transposed `left` has all its rows side by side.
  const ofWholeRows = transposed === "left" ? Math.max(FEWEST_INNER, MOST_VALUES / rows) : Infinity;
  const longest = Math.min(MOST_INNER, MOST_VALUES / chunkColumns, ofWholeRows);
  const chunkInner = evenPart(inner, longest);
  const most = Math.min(MOST_VALUES / chunkInner, MOST_OUT_VALUES / chunkColumns);
  return { rows: evenPart(rows, most), inner: chunkInner, columns: chunkColumns };
}

/** The least multiple of 8 with which no more parts are needed than with parts of the greatest size. */
function evenPart(size: number, most: number): number {
  const parts = Math.ceil(size / (most - (most % 8)));
  return padded(Math.ceil(size / parts));
}
