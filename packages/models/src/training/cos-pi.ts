/** The coefficients of the sine's power series, from that of x on: 1, −1/3!, 1/5!, … */
const SINE = Array.from({ length: 12 }, (_, term) => {
  let coefficient = term % 2 === 0 ? 1 : -1;
  for (let factor = 2; factor <= 2 * term + 1; factor++) coefficient /= factor;
  return coefficient;
});

/**
 * The cosine of π · t, the same bits on every JavaScript engine, whose own cosines differ.
 * @param t - from 0 to 1.
 */
export function cosPi(t: number): number {
  // cos(π t) = sin(π (1/2 − t)), and there the series is short.
  const x = Math.PI * (0.5 - t);
  let sum = 0;
  for (let term = SINE.length - 1; term >= 0; term--) sum = sum * x * x + SINE[term];
  return sum * x;
}
