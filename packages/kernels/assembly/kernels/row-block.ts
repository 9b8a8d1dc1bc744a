// Fields of a job are read before its loops: making a whole number of a float64 takes about as long as a
// step of four values.

/**
 * Some rows of a table, `dim` values each, and values that go with them. Rows lie one after another with
 * nothing between them; as four values are read at a time, three more than there are may be read.
 */
// @ts-ignore: decorator
@unmanaged
export class RowsJob {
  numRows: f64;
  /** How many of `rows` a block covers. */
  rowsPerBlock: f64;
  dim: f64;
  /** Int32s: which row of the table each of them is. */
  rows: f64;
  table: f64;
}

// @ts-ignore: decorator
@inline
export function firstOf(job: RowsJob, block: i32): i32 {
  return block * <i32>job.rowsPerBlock;
}

// @ts-ignore: decorator
@inline
export function endOf(job: RowsJob, block: i32): i32 {
  return min(firstOf(job, block + 1), <i32>job.numRows);
}

// @ts-ignore: decorator
@inline
export function rowBytesOf(job: RowsJob): usize {
  return (<usize>job.dim) << 2;
}

/** How far from the table's beginning the row lies that entry `i` of `rows` names. */
// @ts-ignore: decorator
@inline
export function offsetOf(rows: usize, i: i32, rowBytes: usize): usize {
  return <usize>load<i32>(rows + ((<usize>i) << 2)) * rowBytes;
}

/** Stores the first of four values: those for which there is room. */
// @ts-ignore: decorator
@inline
export function storeWithin(at: usize, values: v128, roomBytes: usize): void {
  if (roomBytes >= 16) {
    v128.store(at, values);
  } else {
    store<f32>(at, f32x4.extract_lane(values, 0));
    if (roomBytes > 4) store<f32>(at, f32x4.extract_lane(values, 1), 4);
    if (roomBytes > 8) store<f32>(at, f32x4.extract_lane(values, 2), 8);
  }
}
