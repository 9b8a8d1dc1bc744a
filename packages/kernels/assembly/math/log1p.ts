/** log(1 + x) for x from 0 to 1: `log1p32` of the TypeScript kernels, step for step. */
// @ts-ignore: decorator
@inline
export function log1pUpToOne(x: v128): v128 {
  const s = f32x4.div(x, f32x4.add(f32x4.splat(2), x));
  const z = f32x4.mul(s, s);
  let y = f32x4.add(f32x4.mul(f32x4.splat(0.2801198624918161), z), f32x4.splat(0.280018054018118));
  y = f32x4.add(f32x4.mul(y, z), f32x4.splat(0.4002152723025053));
  y = f32x4.add(f32x4.mul(y, z), f32x4.splat(0.6666641628586212));
  return f32x4.sub(x, f32x4.mul(s, f32x4.sub(x, f32x4.mul(z, y))));
}
