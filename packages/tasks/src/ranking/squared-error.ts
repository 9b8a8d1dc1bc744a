import type { RankingLossFunction } from "./types.js";

/** `weight × (prediction − label)²`, for ratings. */
export function squaredError(): RankingLossFunction {
  return {
    kind: "squaredError",
    isListwise: false,
    settings: {},
    compute: ({ predictions, labels, weights }, gradients, runtime) =>
      runtime.squaredError({ predictions, labels, ...(weights && { weights }), gradients }).loss,
  };
}
