import type { SparseGradient } from "@towerkit/towers";

/**
 * Shortens gradients, all by one factor, to a length that they may have together: their direction stays
 * (Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013).
 *
 * @param gradients - changed in place.
 * @param clipNorm - the greatest root of the sum of all squares, above 0.
 * @returns what they were multiplied by: 1 where they were short enough.
 */
export function clipGradients(gradients: readonly SparseGradient[], clipNorm: number): number {
  let squares = 0;
  for (const { values } of gradients) {
    for (let i = 0; i < values.length; i++) squares += values[i] * values[i];
  }
  if (!(squares > clipNorm * clipNorm)) return 1;
  const factor = clipNorm / Math.sqrt(squares);
  for (const { values } of gradients) {
    for (let i = 0; i < values.length; i++) values[i] *= factor;
  }
  return factor;
}
