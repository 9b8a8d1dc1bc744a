import { exp, log } from "@towerkit/kernels";
import { eachList, listwise } from "./listwise.js";
import type { RankingLossFunction } from "./types.js";

/**
 * The negative log-likelihood of the order that the labels put a list into, drawn from the top down
 * by a softmax over what is left: `Σ_i log Σ_{j from i} exp(s_j) − s_i`, best label first, equal labels
 * in their own order (ListMLE: Xia and others, 2008).
 */
export function listMle(): RankingLossFunction {
  return listwise("listMle", {}, (batch, gradients) =>
    eachList(batch, ({ from, to, weight }) => {
      const order = byFallingLabel(batch.labels, from, to);
      return weight * likelihood(batch.predictions, order, weight, gradients);
    }),
  );
}

function byFallingLabel(labels: Float32Array, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i).sort(
    (a, b) => labels[b] - labels[a],
  );
}

function likelihood(
  scores: Float32Array,
  order: readonly number[],
  weight: number,
  gradients: Float32Array,
): number {
  const largest = order.reduce(
    (most, row) => Math.max(most, scores[row]),
    Number.NEGATIVE_INFINITY,
  );
  const exponentials = order.map((row) => exp(scores[row] - largest));
  const totals = new Float64Array(order.length);
  let total = 0;
  for (let i = order.length - 1; i >= 0; i--) {
    total += exponentials[i];
    totals[i] = total;
  }
  let loss = 0;
  let inverses = 0;
  order.forEach((row, i) => {
    loss += log(totals[i]) + largest - scores[row];
    inverses += 1 / totals[i];
    gradients[row] = weight * (exponentials[i] * inverses - 1);
  });
  return loss;
}
