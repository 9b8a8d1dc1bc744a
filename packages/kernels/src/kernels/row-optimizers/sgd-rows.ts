import type { SgdRowsInput } from "./input.js";

const { fround } = Math;

/**
 * One step of gradient descent on some rows: `w −= learningRate · g`, the product rounded before it is
 * taken away. The input must have been checked.
 */
export function sgdRows(input: SgdRowsInput): void {
  const { table, dim, rows, gradients } = input;
  const learningRate = fround(input.learningRate);
  for (let i = 0, from = 0; i < rows.length; i++) {
    const end = (rows[i] + 1) * dim;
    for (let to = rows[i] * dim; to < end; to++, from++) {
      table[to] -= fround(learningRate * gradients[from]);
    }
  }
}
