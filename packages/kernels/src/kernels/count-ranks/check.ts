import { ConfigError, checkIndices, checkInteger, checkOneOf } from "@towerkit/core";
import {
  checkAllFinite,
  checkFloats,
  checkIndicesOrNone,
  checkInts,
  checkOffsets,
  countRows,
} from "../../checks/arrays.js";
import type { CountRanksInput, RankedRows } from "./input.js";

/**
 * Checks all that `countRanks` will read.
 * @throws ConfigError for a wrong type, length or index; NumericError for a score that is not finite.
 */
export function checkCountRanks(input: CountRanksInput): void {
  const { scores, numCandidates } = input;
  checkInteger("numCandidates", numCandidates, 1);
  checkFloats("scores", scores);
  const numRows = countRows("scores", scores, numCandidates);
  checkRankedRows(input, { numRows, numCandidates });
  checkAllFinite("scores", scores);
}

/**
 * Checks what is to be ranked.
 * @throws ConfigError for a wrong type, length or index.
 */
export function checkRankedRows(
  rows: RankedRows,
  { numRows, numCandidates }: { numRows: number; numCandidates: number },
): void {
  const { positives, excludedOffsets, excluded } = rows;
  checkInts("positives", positives);
  checkInts("ranks", rows.ranks, positives.length);
  checkOneOf("ties", rows.ties, ["index", "optimistic"]);
  checkOffsets("positiveOffsets", rows.positiveOffsets, {
    rows: numRows,
    total: positives.length,
  });
  checkIndicesOrNone("positives", positives, numCandidates);
  if ((excludedOffsets === undefined) !== (excluded === undefined)) {
    throw new ConfigError("excludedOffsets and excluded go together; only one of them was given.");
  }
  if (excludedOffsets !== undefined && excluded !== undefined) {
    checkInts("excluded", excluded);
    checkOffsets("excludedOffsets", excludedOffsets, { rows: numRows, total: excluded.length });
    checkIndices("excluded", excluded, numCandidates);
  }
}
