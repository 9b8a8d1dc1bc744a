import { ConfigError, checkIndices, checkInteger, checkOneOf } from "@towerkit/core";

import {
  checkAllFinite,
  checkFloats,
  checkIndicesOrNone,
  checkInts,
  checkOffsets,
  countRows,
} from "../../checks/arrays.js";
import type { CountRanksInput } from "./input.js";

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
