/** Numbers as whole multiples of 2⁻²⁵⁶: far finer than any float64 result to be judged. */
const BITS = 256n;
const ONE = 1n << BITS;

/** x as mantissa × 2^exponent, exactly. */
function parts(x: number): { mantissa: bigint; exponent: bigint } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = (bits >> 52n) & 0x7ffn;
  const fraction = bits & ((1n << 52n) - 1n);
  return biased === 0n
    ? { mantissa: fraction, exponent: -1074n }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1075n };
}

/** ln((1 + t) / (1 − t)) = 2 (t + t³/3 + t⁵/5 + …), in fixed point. */
function logOfRatio(t: bigint): bigint {
  const square = (t * t) / ONE;
  let sum = 0n;
  let power = t;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k;
    power = (power * square) / ONE;
  }
  return 2n * sum;
}

const LN2 = logOfRatio(ONE / 3n);

/** ln x in fixed point, for a positive finite x. */
export function exactLog(x: number): bigint {
  const { mantissa, exponent } = parts(x);
  let length = BigInt(mantissa.toString(2).length) - 1n;
  // From √½ to √2, where the series is shortest.
  if (mantissa * mantissa > 1n << (2n * length + 1n)) length += 1n;
  const unit = 1n << length;
  const t = ((mantissa - unit) << BITS) / (mantissa + unit);
  return logOfRatio(t) + (exponent + length) * LN2;
}

/** log₂ x in fixed point, for a positive finite x. */
export function exactLog2(x: number): bigint {
  return (exactLog(x) << BITS) / LN2;
}

/** How far `actual` is from the exact value, in units in the last place of `actual`. */
export function unitsOff(actual: number, exact: bigint): number {
  const { mantissa, exponent } = parts(Math.abs(actual));
  const sign = actual < 0 ? -1n : 1n;
  const shift = BITS + exponent;
  const value = shift >= 0n ? (sign * mantissa) << shift : (sign * mantissa) >> -shift;
  const difference = value > exact ? value - exact : exact - value;
  const unit = shift >= 0n ? 1n << shift : 1n;
  return Number((difference * 1_000_000n) / unit) / 1_000_000;
}
