import type { Generator } from "@towerkit/core";

const UNIFORMS = 12;

/**
 * A number that is close to normally distributed, with mean 0 and variance 1: the sum of twelve
 * uniform ones (Irwin and Hall), since `Math.log` and `Math.cos` differ between engines.
 */
export function nearNormal(generator: Generator): number {
  let sum = -UNIFORMS / 2;
  for (let i = 0; i < UNIFORMS; i++) sum += generator.uniform();
  return sum;
}

/** A vector of near-normal numbers. */
export function nearNormalVector(generator: Generator, dim: number): Float64Array {
  const vector = new Float64Array(dim);
  for (let d = 0; d < dim; d++) vector[d] = nearNormal(generator);
  return vector;
}

/** (1 + x/64)⁶⁴, near eˣ for small x and 0 below −64, by multiplication alone. */
export function nearExp(x: number): number {
  let power = Math.max(0, 1 + x / 64);
  for (let doubling = 0; doubling < 6; doubling++) power *= power;
  return power;
}

/** One of `choices`, likely in proportion to its weight. */
export function drawOne<T>(generator: Generator, choices: readonly (readonly [T, number])[]): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = generator.uniform() * total;
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  return choices[choices.length - 1][0];
}
