import type { AdagradRowsInput } from "./input.js";

const { fround } = Math;

/**
 * One Adagrad step on some rows: `a += g·g`, then `w −= (learningRate · g) / sqrt(a + epsilon)`, every
 * operation float32. The input must have been checked.
 */
export function adagradRows(input: AdagradRowsInput): void {
  const { table, accumulator, dim, rows, gradients } = input;
  const learningRate = fround(input.learningRate);
  const epsilon = fround(input.epsilon);
  for (let i = 0, from = 0; i < rows.length; i++) {
    const end = (rows[i] + 1) * dim;
    for (let to = rows[i] * dim; to < end; to++, from++) {
      const gradient = gradients[from];
      const sum = fround(accumulator[to] + fround(gradient * gradient));
      accumulator[to] = sum;
      const root = fround(Math.sqrt(fround(sum + epsilon)));
      table[to] -= fround(fround(learningRate * gradient) / root);
    }
  }
}
