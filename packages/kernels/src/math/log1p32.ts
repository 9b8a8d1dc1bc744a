const { fround } = Math;

/** The polynomial of (2·artanh(s) − 2·s) / s³ in s², for s up to 1/3: minimax, from the lowest power up. */
const C0 = fround(0.6666641628586212);
const C1 = fround(0.4002152723025053);
const C2 = fround(0.280018054018118);
const C3 = fround(0.2801198624918161);

/**
 * log(1 + x) in float32 for x from 0 to 1: the specification, bit for bit, of the vector kernel's.
 *
 * With s = x / (2 + x), log(1 + x) = 2·artanh(s) = x − s·(x − r), where r = 2·s²/3 + 2·s⁴/5 + … is
 * replaced by a polynomial. Every step is a float32 operation of its own, none of them fused. The result
 * is within 1.2e-7 of the true one, relatively, for small x too.
 */
export function log1p32(x: number): number {
  const s = fround(x / fround(2 + x));
  const z = fround(s * s);
  let y = fround(fround(C3 * z) + C2);
  y = fround(fround(y * z) + C1);
  y = fround(fround(y * z) + C0);
  return fround(x - fround(s * fround(x - fround(z * y))));
}
