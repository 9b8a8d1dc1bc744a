import type { RankingLossFunction } from "./types.js";

/**
 * `weight × (log(1 + exp(z)) − z · label)` with z the prediction: the cross-entropy of a click or no
 * click, taken from logits, where it loses no digits. Labels lie from 0 to 1.
 */
export function logistic(): RankingLossFunction {
  return {
    kind: "logistic",
    isListwise: false,
    settings: {},
    compute: ({ predictions, labels, weights }, gradients, runtime) =>
      runtime.logistic({ logits: predictions, labels, ...(weights && { weights }), gradients })
        .loss,
  };
}
