const bits = new DataView(new ArrayBuffer(8));

/** Every finite float64 is a whole multiple of 2⁻¹⁰⁷⁴. */
export const SMALLEST_EXPONENT = 1074;

/** A finite float64, exactly, as a multiple of 2⁻¹⁰⁷⁴. */
export function toMultiple(x: number): bigint {
  bits.setFloat64(0, x);
  const word = bits.getBigUint64(0);
  const fraction = word & 0xfffffffffffffn;
  const exponent = (word >> 52n) & 0x7ffn;
  const magnitude = exponent === 0n ? fraction : (fraction | 0x10000000000000n) << (exponent - 1n);
  return word >> 63n === 1n ? -magnitude : magnitude;
}

/** 2 to the power of a whole number from −1022 to 1023, exactly. */
function powerOfTwo(exponent: number): number {
  bits.setUint32(0, (exponent + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

function timesPowerOfTwo(x: number, exponent: number): number {
  let scaled = x;
  let left = exponent;
  for (; left > 1000; left -= 1000) scaled *= powerOfTwo(1000);
  for (; left < -1000; left += 1000) scaled *= powerOfTwo(-1000);
  return scaled * powerOfTwo(left);
}

const bitLength = (x: bigint): number => x.toString(16).length * 4;

/**
 * The float64 nearest to `numerator / denominator`, ties to even; below 2⁻¹⁰²² it may be off by one
 * unit in the last place. It must lie below 2¹⁰²³.
 * @param denominator - above 0.
 */
export function nearestQuotient(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  const magnitude = numerator < 0n ? -numerator : numerator;
  // At least 64 bits of quotient, and one more that tells whether anything is left over: enough for
  // the one rounding, in Number(), to see on which side of a tie the quotient lies.
  const shift = Math.max(0, bitLength(denominator) - bitLength(magnitude) + 68);
  const scaled = magnitude << BigInt(shift);
  const quotient = scaled / denominator;
  const sticky = quotient * denominator === scaled ? 0n : 1n;
  const nearest = timesPowerOfTwo(Number((quotient << 1n) | sticky), -shift - 1);
  return numerator < 0n ? -nearest : nearest;
}
