/** How many rows a block covers. */
const ROWS: i32 = 1024;
const GREATEST: f32 = 127;

/** Rows of float32 as int8, each with a scale of its own. */
// @ts-ignore: decorator
@unmanaged
export class QuantizeRowsJob {
  values: f64;
  numRows: f64;
  dim: f64;
  out: f64;
  scales: f64;
}

export function quantizeRowsBlock(job: QuantizeRowsJob, block: i32): void {
  const dim = <usize>job.dim;
  const first = block * ROWS;
  const end = min(first + ROWS, <i32>job.numRows);
  for (let r = first; r < end; r++) {
    const row = <usize>job.values + ((<usize>r * dim) << 2);
    const out = <usize>job.out + <usize>r * dim;
    const scale = greatestMagnitude(row, dim) / GREATEST;
    store<f32>(<usize>job.scales + ((<usize>r) << 2), scale);
    if (scale == 0) memory.fill(out, 0, dim);
    else quantizeRow(row, dim, scale, out);
  }
}

function greatestMagnitude(row: usize, dim: usize): f32 {
  let greatest = f32x4.splat(0);
  let d: usize = 0;
  for (; d + 4 <= dim; d += 4) {
    greatest = f32x4.pmax(greatest, f32x4.abs(v128.load(row + (d << 2))));
  }
  let most = max(
    max(f32x4.extract_lane(greatest, 0), f32x4.extract_lane(greatest, 1)),
    max(f32x4.extract_lane(greatest, 2), f32x4.extract_lane(greatest, 3)),
  );
  for (; d < dim; d++) most = max(most, abs(load<f32>(row + (d << 2))));
  return most;
}

/** Four values as whole numbers from −127 to 127. */
// @ts-ignore: decorator
@inline
function quantized(values: v128, scale: v128): v128 {
  const rounded = f32x4.nearest(f32x4.div(values, scale));
  const most = f32x4.splat(GREATEST);
  const clamped = f32x4.pmin(f32x4.pmax(rounded, f32x4.neg(most)), most);
  return i32x4.trunc_sat_f32x4_s(clamped);
}

function quantizeRow(row: usize, dim: usize, scale: f32, out: usize): void {
  const scales = f32x4.splat(scale);
  let d: usize = 0;
  for (; d + 8 <= dim; d += 8) {
    const from = row + (d << 2);
    const low = quantized(v128.load(from), scales);
    const high = quantized(v128.load(from, 16), scales);
    const words = i16x8.narrow_i32x4_s(low, high);
    v128.store_lane<i64>(out + d, i8x16.narrow_i16x8_s(words, words), 0);
  }
  for (; d < dim; d++) {
    const value = quantized(v128.load32_splat(row + (d << 2)), scales);
    store<i8>(out + d, <i8>i32x4.extract_lane(value, 0));
  }
}
