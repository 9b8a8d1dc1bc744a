import { ConfigError, checkIndices, checkInteger, checkOneOf, NumericError } from "@towerkit/core";
import type { CountRanksInput, TopKInput } from "../types.js";
import {
  checkAllFinite,
  checkFloats,
  checkIndicesOrNone,
  checkInts,
  checkOffsets,
  countRows,
} from "./arrays.js";

/**
 * Checks all that `countRanks` will read.
 * @throws ConfigError for a wrong type, length or index; NumericError for a score that is not finite.
 */
export function checkCountRanks(input: CountRanksInput): void {
  const { scores, numCandidates, positives, excludedOffsets, excluded } = input;
  checkInteger("numCandidates", numCandidates, 1);
  checkFloats("scores", scores);
  checkInts("positives", positives);
  checkInts("ranks", input.ranks, positives.length);
  checkOneOf("ties", input.ties, ["index", "optimistic"]);
  const rows = countRows("scores", scores, numCandidates);
  checkOffsets("positiveOffsets", input.positiveOffsets, { rows, total: positives.length });
  checkIndicesOrNone("positives", positives, numCandidates);
  if ((excludedOffsets === undefined) !== (excluded === undefined)) {
    throw new ConfigError("excludedOffsets and excluded go together; only one of them was given.");
  }
  if (excludedOffsets !== undefined && excluded !== undefined) {
    checkInts("excluded", excluded);
    checkOffsets("excludedOffsets", excludedOffsets, { rows, total: excluded.length });
    checkIndices("excluded", excluded, numCandidates);
  }
  checkAllFinite("scores", scores);
}

/**
 * Checks all that `topK` will read.
 * @throws ConfigError for a wrong type or length; NumericError for a score that is infinity or not a
 * number.
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
  for (let i = 0; i < scores.length; i++) {
    if (!(scores[i] < Infinity)) {
      throw new NumericError(`scores[${i}] is ${scores[i]}; it must be finite, or -Infinity.`);
    }
  }
}
