import type { AdamRowsInput } from "./input.js";

const { fround } = Math;

/**
 * One lazy Adam step on some rows, every operation float32: `m += (g − m)·(1 − beta1)`,
 * `v += (g·g − v)·(1 − beta2)`, then `w −= (m·rate) / (sqrt(v) + epsilon)`, where rate is what
 * {@link correctedRate} gives. The input must have been checked.
 */
export function adamRows(input: AdamRowsInput): void {
  const { table, firstMoments, secondMoments, dim, rows, gradients } = input;
  const rate = fround(correctedRate(input));
  const firstShare = fround(1 - input.beta1);
  const secondShare = fround(1 - input.beta2);
  const epsilon = fround(input.epsilon);
  for (let i = 0, from = 0; i < rows.length; i++) {
    const end = (rows[i] + 1) * dim;
    for (let to = rows[i] * dim; to < end; to++, from++) {
      const gradient = gradients[from];
      const square = fround(gradient * gradient);
      const m = firstMoments[to];
      const v = secondMoments[to];
      const first = fround(m + fround(fround(gradient - m) * firstShare));
      const second = fround(v + fround(fround(square - v) * secondShare));
      firstMoments[to] = first;
      secondMoments[to] = second;
      const root = fround(fround(Math.sqrt(second)) + epsilon);
      table[to] -= fround(fround(first * rate) / root);
    }
  }
}

/**
 * The learning rate that makes up for moments which started at 0:
 * `learningRate · √(1 − beta2^step) / (1 − beta1^step)`, in float64.
 */
export function correctedRate({ learningRate, beta1, beta2, step }: AdamRowsInput): number {
  return (learningRate * Math.sqrt(1 - power(beta2, step))) / (1 - power(beta1, step));
}

/** `base` to a whole power by repeated squaring: `Math.pow` differs between JavaScript engines. */
function power(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}
