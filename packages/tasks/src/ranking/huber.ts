import { checkPositive } from "@towerkit/core";
import type { RankingLossFunction } from "./types.js";

/**
 * `weight × e² / 2` where the error e = prediction − label is at most `delta`, and
 * `weight × delta · (|e| − delta / 2)` beyond (Huber, 1964), so that outliers pull no harder than
 * `delta`.
 * @param options - `delta` is 1 unless given.
 * @throws ConfigError if `delta` is not above 0.
 */
export function huber(options: { readonly delta?: number } = {}): RankingLossFunction {
  const delta = checkPositive("huber delta", options.delta ?? 1);
  return {
    kind: "huber",
    isListwise: false,
    settings: { delta },
    compute({ predictions, labels, weights }, gradients) {
      let sum = 0;
      for (let row = 0; row < predictions.length; row++) {
        const weight = weights === undefined ? 1 : weights[row];
        const error = predictions[row] - labels[row];
        const size = Math.abs(error);
        const isSmall = size <= delta;
        sum += weight * (isSmall ? (error * error) / 2 : delta * (size - delta / 2));
        gradients[row] = weight * (isSmall ? error : delta * Math.sign(error));
      }
      return sum;
    },
  };
}
