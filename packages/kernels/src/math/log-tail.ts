/**
 * The part of log(1 + f) beyond `f − f²/2`, for 1 + f from √½ to √2.
 *
 * With s = f / (2 + f), log(1 + f) = 2·atanh(s); the even part of that series is replaced by the
 * polynomial in s² that fdlibm publishes (Sun Microsystems, 1993: error below 2⁻⁵⁸·⁴⁵).
 */
export function logTail(f: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z *
    (0.6666666666666735 +
      w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  return s * (0.5 * f * f + (even + odd));
}
