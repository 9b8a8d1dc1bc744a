import { checkPositive, KeptArray } from "@towerkit/core";
import { countOf, putBack, type QueryLoss, type QueryRows, takeOut } from "./query-rows.js";
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
    overQuery: createQueryLoss(margin, (_, others) => (others === 0 ? 0 : 1 / others)),
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
  const warpScale = createWarpScale();
  return {
    kind: "warp",
    settings: { margin, ...counted },
    ...negatives,
    usesCosines: false,
    overQuery: createQueryLoss(margin, warpScale),
    compute(row, gradients) {
      const { loss, violated } = violations(row, margin, gradients);
      const scale = warpScale(violated);
      for (let j = 0; j < gradients.length; j++) gradients[j] *= scale;
      return { loss: loss * scale, positiveGradient: -violated * scale };
    },
  };
}

/** Both losses of all rows of a query; `scaleOf` gives what a row's violations are multiplied by. */
function createQueryLoss(
  margin: number,
  scaleOf: (violated: number, others: number) => number,
): QueryLoss {
  const keptCounts = new KeptArray(Float64Array);
  return (rows, slopes) => {
    const { scores, counts, total, ownScores, weights, ownColumns } = rows;
    const kept = keptCounts.take(counts.length);
    let sum = 0;
    for (let row = 0; row < ownScores.length; row++) {
      const own = ownColumns[row];
      const others = total - countOf(own, counts);
      takeOut(counts, own, kept);
      const from = ownScores[row] - margin;
      let loss = 0;
      let violated = 0;
      for (let j = 0; j < scores.length; j++) {
        if (scores[j] <= from) continue;
        loss += counts[j] * (scores[j] - from);
        violated += counts[j];
      }
      const scale = weights[row] * scaleOf(violated, others);
      sum += scale * loss;
      slopes.own[row] = -scale * violated;
      if (scale > 0) addWhereAbove(rows, from, scale, slopes.columns);
      putBack(counts, own, kept);
    }
    return sum;
  };
}

function addWhereAbove(
  { scores, counts }: QueryRows,
  from: number,
  scale: number,
  slopes: Float64Array,
): void {
  for (let j = 0; j < scores.length; j++) {
    if (scores[j] > from) slopes[j] += scale * counts[j];
  }
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

/** Makes the function that gives L(r) / r, which keeps the sums that it has found. */
function createWarpScale(): (violated: number) => number {
  const harmonics = [0, 1];
  return (violated) => {
    const rank = Math.round(violated);
    if (rank === 0) return 0;
    for (let i = harmonics.length; i <= rank; i++) harmonics.push(harmonics[i - 1] + 1 / i);
    return harmonics[rank] / violated;
  };
}
