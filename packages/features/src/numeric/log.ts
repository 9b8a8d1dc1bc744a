/**
 * The natural logarithm of a finite number of at least 1, with the same bits in every JavaScript
 * engine (`Math.log` may differ between them). Within 1e-15 of the true value, relatively, for
 * numbers up to 2³².
 */
export function logFromOne(x: number): number {
  let exponent = 0;
  let mantissa = x;
  for (; mantissa > Math.SQRT2; mantissa /= 2) exponent++;
  return exponent * Math.LN2 + logNearOne(mantissa - 1);
}

/** ln(1 + f) for 1 + f from √½ to √2, by fdlibm's series in s = f / (2 + f). */
function logNearOne(f: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const series =
    z *
    (6.666666666666735e-1 +
      z *
        (3.999999999940942e-1 +
          z *
            (2.857142874366239e-1 +
              z *
                (2.2222198432149784e-1 +
                  z *
                    (1.818357216161805e-1 +
                      z * (1.5313837699209373e-1 + z * 1.4798198605116586e-1))))));
  const halfSquare = 0.5 * f * f;
  return f - (halfSquare - s * (halfSquare + series));
}
