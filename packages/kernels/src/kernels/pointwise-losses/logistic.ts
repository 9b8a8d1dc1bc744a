import { exp32 } from "../../math/exp32.js";
import { log1p32 } from "../../math/log1p32.js";
import type { LogisticInput, PointwiseLossResult } from "./input.js";
import { LossSum } from "./loss-sum.js";

const { fround } = Math;

/**
 * The binary cross-entropy of logits, Σ weight · (max(z, 0) − z·y + log(1 + exp(−|z|))), and
 * weight · (sigmoid(z) − y) of each row.
 *
 * With t = exp(−|z|), the sigmoid is 1 − t / (1 + t) where z is from 0, and t / (1 + t) below; so its
 * difference from the label is (1 − y) − t / (1 + t) or t / (1 + t) − y, and loses nothing where it is
 * small. All of that is float32, and so is the logarithm; the rest of a row's loss is float64. The input
 * must have been checked.
 */
export function logistic({
  logits,
  labels,
  weights,
  gradients,
}: LogisticInput): PointwiseLossResult {
  const sum = new LossSum();
  for (let row = 0; row < logits.length; row++) {
    const weight = weights === undefined ? 1 : weights[row];
    const z = logits[row];
    const y = labels[row];
    const t = exp32(-Math.abs(z));
    const share = fround(t / fround(1 + t));
    gradients[row] = weight * (z >= 0 ? fround(fround(1 - y) - share) : fround(share - y));
    sum.add(row, weight * ((z > 0 ? z : 0) - z * y + log1p32(t)));
  }
  return { loss: sum.total() };
}
