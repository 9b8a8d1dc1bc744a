import { multiplyAdd } from "../math/multiply-add";

// @ts-ignore: decorator
@inline
export function addTile(
  left: usize,
  leftBytes: usize,
  right: usize,
  length: i32,
  out: usize,
  outBytes: usize,
  height: i32,
  goesOn: bool,
): void {
  if (height == 4) {
    addFourRows(left, leftBytes, right, length, out, outBytes, goesOn);
    return;
  }
  for (let r = 0; r < height; r++) {
    addRow(left, right, length, out, goesOn);
    left += leftBytes;
    out += outBytes;
  }
}

function addFourRows(
  left0: usize,
  leftBytes: usize,
  right: usize,
  length: i32,
  out0: usize,
  outBytes: usize,
  goesOn: bool,
): void {
  const out1 = out0 + outBytes;
  const out2 = out1 + outBytes;
  const out3 = out2 + outBytes;
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00;
  let s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  if (goesOn) {
    s00 = v128.load(out0);
    s01 = v128.load(out0, 16);
    s10 = v128.load(out1);
    s11 = v128.load(out1, 16);
    s20 = v128.load(out2);
    s21 = v128.load(out2, 16);
    s30 = v128.load(out3);
    s31 = v128.load(out3, 16);
  }
  let left1 = left0 + leftBytes;
  let left2 = left1 + leftBytes;
  let left3 = left2 + leftBytes;
  const end = right + ((<usize>length) << 5);
  const end1 = end - 32, end2 = end - 64, end3 = end - 96;
  // The four steps are the same but for their offsets. A branch between two of them keeps the compiler
  // from mixing them, for which there are too few registers: a tenth faster than a step at a time, measured.
  do {
    let c0 = v128.load(right);
    let c1 = v128.load(right, 16);
    let x = v128.load32_splat(left0);
    s00 = multiplyAdd(x, c0, s00);
    s01 = multiplyAdd(x, c1, s01);
    x = v128.load32_splat(left1);
    s10 = multiplyAdd(x, c0, s10);
    s11 = multiplyAdd(x, c1, s11);
    x = v128.load32_splat(left2);
    s20 = multiplyAdd(x, c0, s20);
    s21 = multiplyAdd(x, c1, s21);
    x = v128.load32_splat(left3);
    s30 = multiplyAdd(x, c0, s30);
    s31 = multiplyAdd(x, c1, s31);
    if (right == end1) break;
    c0 = v128.load(right, 32);
    c1 = v128.load(right, 48);
    x = v128.load32_splat(left0, 4);
    s00 = multiplyAdd(x, c0, s00);
    s01 = multiplyAdd(x, c1, s01);
    x = v128.load32_splat(left1, 4);
    s10 = multiplyAdd(x, c0, s10);
    s11 = multiplyAdd(x, c1, s11);
    x = v128.load32_splat(left2, 4);
    s20 = multiplyAdd(x, c0, s20);
    s21 = multiplyAdd(x, c1, s21);
    x = v128.load32_splat(left3, 4);
    s30 = multiplyAdd(x, c0, s30);
    s31 = multiplyAdd(x, c1, s31);
    if (right == end2) break;
    c0 = v128.load(right, 64);
    c1 = v128.load(right, 80);
    x = v128.load32_splat(left0, 8);
    s00 = multiplyAdd(x, c0, s00);
    s01 = multiplyAdd(x, c1, s01);
    x = v128.load32_splat(left1, 8);
    s10 = multiplyAdd(x, c0, s10);
    s11 = multiplyAdd(x, c1, s11);
    x = v128.load32_splat(left2, 8);
    s20 = multiplyAdd(x, c0, s20);
    s21 = multiplyAdd(x, c1, s21);
    x = v128.load32_splat(left3, 8);
    s30 = multiplyAdd(x, c0, s30);
    s31 = multiplyAdd(x, c1, s31);
    if (right == end3) break;
    c0 = v128.load(right, 96);
    c1 = v128.load(right, 112);
    x = v128.load32_splat(left0, 12);
    s00 = multiplyAdd(x, c0, s00);
    s01 = multiplyAdd(x, c1, s01);
    x = v128.load32_splat(left1, 12);
    s10 = multiplyAdd(x, c0, s10);
    s11 = multiplyAdd(x, c1, s11);
    x = v128.load32_splat(left2, 12);
    s20 = multiplyAdd(x, c0, s20);
    s21 = multiplyAdd(x, c1, s21);
    x = v128.load32_splat(left3, 12);
    s30 = multiplyAdd(x, c0, s30);
    s31 = multiplyAdd(x, c1, s31);
    left0 += 16;
    left1 += 16;
    left2 += 16;
    left3 += 16;
    right += 128;
  } while (right < end);
  // Where any of the sums is not a number, neither is this.
  const sum = f32x4.add(
    f32x4.add(f32x4.add(s00, s01), f32x4.add(s10, s11)),
    f32x4.add(f32x4.add(s20, s21), f32x4.add(s30, s31)),
  );
  if (!v128.all_true<i32>(f32x4.eq(sum, sum))) {
    s00 = withOneNaN(s00);
    s01 = withOneNaN(s01);
    s10 = withOneNaN(s10);
    s11 = withOneNaN(s11);
    s20 = withOneNaN(s20);
    s21 = withOneNaN(s21);
    s30 = withOneNaN(s30);
    s31 = withOneNaN(s31);
  }
  v128.store(out0, s00);
  v128.store(out0, s01, 16);
  v128.store(out1, s10);
  v128.store(out1, s11, 16);
  v128.store(out2, s20);
  v128.store(out2, s21, 16);
  v128.store(out3, s30);
  v128.store(out3, s31, 16);
}

function addRow(left: usize, right: usize, length: i32, out: usize, goesOn: bool): void {
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
    left += 4;
  }
  v128.store(out, withOneNaN(s0));
  v128.store(out, withOneNaN(s1), 16);
}

/** Every NaN becomes the same one: which of them arithmetic gives differs between processors. */
// @ts-ignore: decorator
@inline
function withOneNaN(values: v128): v128 {
  return v128.bitselect(values, i32x4.splat(0x7fc00000), f32x4.eq(values, values));
}
