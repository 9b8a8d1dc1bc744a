import { checkPositive } from "@towerkit/core";
import { negativesOf, type RowLoss, type RowNegativesOptions } from "./row-loss.js";

export interface MarginOptions extends RowNegativesOptions {
  /** How far the own candidate is to score above a negative; above 0. Default 1. */
  readonly margin?: number;
}

/**
 * `max(0, margin − s_ui + s_uj)`, the mean over the row's negatives j.
 * @throws ConfigError if `margin` is not above 0 or `negatives` no whole number from 1.
 */
export function hinge(options: MarginOptions = {}): RowLoss {
  const margin = checkPositive("hinge margin", options.margin ?? 1);
  const { counted, ...negatives } = negativesOf("hinge", options);
  return {
    kind: "hinge",
    settings: { margin, ...counted },
    ...negatives,
    usesCosines: false,
    compute(row, gradients) {
      const { loss, violated } = violations(row, margin, gradients);
      const scale = row.total === 0 ? 0 : 1 / row.total;
      for (let j = 0; j < gradients.length; j++) gradients[j] *= scale;
      return { loss: loss * scale, positiveGradient: -violated * scale };
    },
  };
}

/**
 * The hinge loss weighed by how low the row's candidate stands: `L(r) / r` times the sum of
 * `max(0, margin − s_ui + s_uj)` over its violations, with r how many there are and
 * `L(r) = 1 + 1/2 + … + 1/r`. It is WARP (Weston, Bengio and Usunier, 2011)
 * with the rank counted over all of the row's negatives instead of guessed from draws. L(r) is taken as
 * a constant in the derivative, as there.
 * @throws ConfigError if `margin` is not above 0 or `negatives` no whole number from 1.
 */
export function warp(options: MarginOptions = {}): RowLoss {
  const margin = checkPositive("warp margin", options.margin ?? 1);
  const { counted, ...negatives } = negativesOf("warp", options);
  return {
    kind: "warp",
    settings: { margin, ...counted },
    ...negatives,
    usesCosines: false,
    compute(row, gradients) {
      const { loss, violated } = violations(row, margin, gradients);
      const scale = violated === 0 ? 0 : harmonic(Math.round(violated)) / violated;
      for (let j = 0; j < gradients.length; j++) gradients[j] *= scale;
      return { loss: loss * scale, positiveGradient: -violated * scale };
    },
  };
}

function violations(
  { positive, scores, counts }: Parameters<RowLoss["compute"]>[0],
  margin: number,
  gradients: Float32Array,
): { loss: number; violated: number } {
  let loss = 0;
  let violated = 0;
  for (let j = 0; j < scores.length; j++) {
    const missing = margin - positive + scores[j];
    gradients[j] = missing > 0 ? counts[j] : 0;
    if (gradients[j] === 0) continue;
    loss += counts[j] * missing;
    violated += counts[j];
  }
  return { loss, violated };
}

/** 1 + 1/2 + … + 1/n, at least 1. */
function harmonic(n: number): number {
  let sum = 1;
  for (let i = 2; i <= n; i++) sum += 1 / i;
  return sum;
}
