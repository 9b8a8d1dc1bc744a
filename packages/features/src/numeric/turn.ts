const HALF_PI = 1.5707963267948966;

/**
 * Writes the sine and the cosine of a share of a full turn, with the same bits in every JavaScript
 * engine (`Math.sin` may differ between them). Within 3e-16 of the true values.
 *
 * @param turns - any finite number; 1 is a full circle.
 * @param out - gets the sine at `at` and the cosine at `at + 1`.
 */
export function writeSineAndCosine(
  turns: number,
  out: Float32Array | Float64Array,
  at: number,
): void {
  // Quarters and what is left of one are exact; only the last multiplication rounds.
  const quarters = (turns % 1) * 4;
  const nearest = Math.floor(quarters + 0.5);
  const angle = (quarters - nearest) * HALF_PI;
  const sine = sineNearZero(angle);
  const cosine = cosineNearZero(angle);
  const quadrant = nearest & 3;
  const swapped = (quadrant & 1) === 1;
  const s = swapped ? cosine : sine;
  const c = swapped ? sine : cosine;
  // Taken from 0, as the opposite of 0 is to be 0 and not -0.
  out[at] = quadrant >= 2 ? 0 - s : s;
  out[at + 1] = quadrant === 1 || quadrant === 2 ? 0 - c : c;
}

/** fdlibm's polynomial, for angles within π/4. */
function sineNearZero(x: number): number {
  const z = x * x;
  const tail =
    8.33333333332249e-3 +
    z *
      (-1.984126982985795e-4 +
        z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x + z * x * (-1.6666666666666632e-1 + z * tail);
}

/** fdlibm's polynomial, for angles within π/4. */
function cosineNearZero(x: number): number {
  const z = x * x;
  const tail =
    4.16666666666666e-2 +
    z *
      (-1.388888888887411e-3 +
        z *
          (2.480158728947673e-5 +
            z *
              (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11))));
  return 1 - (0.5 * z - z * z * tail);
}
