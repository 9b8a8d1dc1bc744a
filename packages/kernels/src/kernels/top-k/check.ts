import { ConfigError, checkInteger, NumericError } from "@towerkit/core";
import { checkFloats, checkInts } from "../../checks/arrays.js";
import type { TopKInput } from "./input.js";

/**
 * Checks the shapes of all that `topK` will read.
 * @throws ConfigError for a wrong type or length.
 */
export function checkTopK({ scores, k, indices, values }: TopKInput): void {
  checkInteger("k", k, 1);
  checkFloats("scores", scores);
  checkInts("indices", indices);
  checkFloats("values", values);
  const most = Math.min(k, scores.length);
  for (const [name, array] of Object.entries({ indices, values })) {
    if (array.length < most) {
      throw new ConfigError(
        `${name} must have room for ${most} values (k, or all scores), got ${array.length}.`,
      );
    }
  }
}

/**
 * Checks that scores are finite or `-Infinity`.
 * @throws NumericError naming the first that is not.
 */
export function checkBelowInfinity(scores: Float32Array): void {
  for (let i = 0; i < scores.length; i++) {
    if (!(scores[i] < Infinity)) {
      throw new NumericError(`scores[${i}] is ${scores[i]}; it must be finite, or -Infinity.`);
    }
  }
}
