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
  for (let i = 0; i < rows.length; i++) {
    const from = i * dim;
    const to = rows[i] * dim;
    for (let d = 0; d < dim; d++) {
      const gradient = gradients[from + d];
      const sum = fround(accumulator[to + d] + fround(gradient * gradient));
      accumulator[to + d] = sum;
      const root = fround(Math.sqrt(fround(sum + epsilon)));
      table[to + d] -= fround(fround(learningRate * gradient) / root);
    }
  }
}
