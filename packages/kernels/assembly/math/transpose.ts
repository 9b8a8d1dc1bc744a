/** Writes four columns of four rows as four rows, `toBytes` apart. */
// @ts-ignore: decorator
@inline
export function transposeFour(rows: usize, rowBytes: usize, to: usize, toBytes: usize): void {
  const a = v128.load(rows);
  const b = v128.load(rows + rowBytes);
  const c = v128.load(rows + 2 * rowBytes);
  const d = v128.load(rows + 3 * rowBytes);
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5));
  v128.store(to + toBytes, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7));
  v128.store(to + 2 * toBytes, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5));
  v128.store(to + 3 * toBytes, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7));
}
