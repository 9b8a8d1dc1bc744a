/** A square part of a row-major float64 matrix; of a symmetric or triangular one, the lower half is used. */
export interface SquarePart {
  readonly values: Float64Array;
  /** Where the part's first value lies. */
  readonly at: number;
  /** How far apart the rows of the matrix are. */
  readonly stride: number;
  readonly size: number;
}

/**
 * Replaces two rows x by the y with L · y = x, which is also y · Lᵀ = x. They share each load of L; a row
 * alone is given twice.
 * @param first - where the one row begins in `rows`; `second` - where the other does.
 */
export function solveTwoRows(
  lower: SquarePart,
  rows: Float64Array,
  first: number,
  second: number,
): void {
  const { size } = lower;
  const wholeTiles = size - (size % 4);
  for (let j = 0; j < wholeTiles; j += 4) {
    subtractSolved(lower, j, rows, first, second);
    solveColumns(lower, { from: j, solved: j, to: j + 4 }, rows, first);
    if (second !== first) solveColumns(lower, { from: j, solved: j, to: j + 4 }, rows, second);
  }
  const rest = { from: wholeTiles, solved: 0, to: size };
  solveColumns(lower, rest, rows, first);
  if (second !== first) solveColumns(lower, rest, rows, second);
}

/** Takes what the first `count` values of both rows are worth off the next four. */
function subtractSolved(
  { values, at, stride }: SquarePart,
  count: number,
  rows: Float64Array,
  first: number,
  second: number,
): void {
  const l0 = at + count * stride;
  const l1 = l0 + stride;
  const l2 = l1 + stride;
  const l3 = l2 + stride;
  let x0 = 0;
  let x1 = 0;
  let x2 = 0;
  let x3 = 0;
  let y0 = 0;
  let y1 = 0;
  let y2 = 0;
  let y3 = 0;
  for (let t = 0; t < count; t++) {
    const x = rows[first + t];
    const y = rows[second + t];
    const v0 = values[l0 + t];
    const v1 = values[l1 + t];
    const v2 = values[l2 + t];
    const v3 = values[l3 + t];
    x0 += v0 * x;
    x1 += v1 * x;
    x2 += v2 * x;
    x3 += v3 * x;
    y0 += v0 * y;
    y1 += v1 * y;
    y2 += v2 * y;
    y3 += v3 * y;
  }
  const x = first + count;
  rows[x] -= x0;
  rows[x + 1] -= x1;
  rows[x + 2] -= x2;
  rows[x + 3] -= x3;
  if (second === first) return;
  const y = second + count;
  rows[y] -= y0;
  rows[y + 1] -= y1;
  rows[y + 2] -= y2;
  rows[y + 3] -= y3;
}

/** Solves for the values `from … to` of a row, from which those before `solved` are taken off already. */
function solveColumns(
  { values, at, stride }: SquarePart,
  { from, solved, to }: { readonly from: number; readonly solved: number; readonly to: number },
  rows: Float64Array,
  row: number,
): void {
  for (let j = from; j < to; j++) {
    const l = at + j * stride;
    let sum = rows[row + j];
    for (let t = solved; t < j; t++) sum -= values[l + t] * rows[row + t];
    rows[row + j] = sum / values[l + j];
  }
}

/** Replaces the row y by the x with Lᵀ · x = y. */
export function solveTransposedRow(lower: SquarePart, row: Float64Array, rowAt: number): void {
  const { values, at, stride, size } = lower;
  for (let j = size - 1; j >= 0; j--) {
    const l = at + j * stride;
    const x = row[rowAt + j] / values[l + j];
    row[rowAt + j] = x;
    for (let t = 0; t < j; t++) row[rowAt + t] -= values[l + t] * x;
  }
}
