import { checkOneOf } from "@towerkit/core";
import { FittedNormalization, PRECISIONS } from "./fitted-normalization.js";
import { checkMoments } from "./normalization.js";

/**
 * Makes a fitted normalization again of its JSON.
 * @throws ConfigError naming the part that is wrong.
 */
export function readNormalization(json: Readonly<Record<string, unknown>>): FittedNormalization {
  const { precision, mean, variance } = json;
  const moments = checkMoments({ mean, variance });
  return new FittedNormalization(
    moments,
    checkOneOf("normalization precision", precision, PRECISIONS),
  );
}
