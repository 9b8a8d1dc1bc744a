import type { Runtime } from "@towerkit/kernels";
import type { RowScores } from "./row-loss.js";

/** Computes Σ scale · count · log(1 + exp(score − shift)) over a row's negatives, and its derivatives. */
export type NegativeLogistic = (
  row: Pick<RowScores, "scores" | "counts">,
  of: {
    readonly shift: number;
    readonly scale: number;
    /** `[columns]`, overwritten. */
    readonly gradients: Float32Array;
    readonly runtime: Runtime;
  },
) => number;

/** Runs on the kernel of the logistic loss, a row at a time, in arrays that are kept from row to row. */
export function createNegativeLogistic(): NegativeLogistic {
  let labels = new Float32Array(0);
  let logits = labels;
  let weights = labels;
  return ({ scores, counts }, { shift, scale, gradients, runtime }) => {
    if (labels.length !== scores.length) {
      labels = new Float32Array(scores.length);
      logits = new Float32Array(scores.length);
      weights = new Float32Array(scores.length);
    }
    for (let j = 0; j < scores.length; j++) {
      logits[j] = scores[j] - shift;
      weights[j] = scale * counts[j];
    }
    return runtime.logistic({ logits, labels, weights, gradients }).loss;
  };
}
