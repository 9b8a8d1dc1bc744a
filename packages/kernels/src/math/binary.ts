const bits = new DataView(new ArrayBuffer(8));

/** The smallest normal float64 is 2⁻¹⁰²²; this lifts every smaller one into the normal range. */
const LIFT_EXPONENT = 54;
const LIFT = 0x40000000000000;
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** The whole number `e` with 2ᵉ ≤ `x` < 2ᵉ⁺¹, for a finite `x` above 0. */
export function exponentOf(x: number): number {
  if (x < SMALLEST_NORMAL) return exponentOf(x * LIFT) - LIFT_EXPONENT;
  bits.setFloat64(0, x);
  return (bits.getUint32(0) >>> 20) - 1023;
}

/** The number `x` / 2^`exponentOf(x)`, from 1 to below 2, for a finite `x` above 0. */
export function mantissaOf(x: number): number {
  if (x < SMALLEST_NORMAL) return mantissaOf(x * LIFT);
  bits.setFloat64(0, x);
  bits.setUint32(0, (bits.getUint32(0) & 0xfffff) | 0x3ff00000);
  return bits.getFloat64(0);
}

/** 2 to the power of a whole number from −1022 to 1023, exactly. */
export function powerOfTwo(exponent: number): number {
  bits.setUint32(0, (exponent + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}
