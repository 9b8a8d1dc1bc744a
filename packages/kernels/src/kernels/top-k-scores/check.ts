import { ConfigError, checkIndices, checkInteger } from "@towerkit/core";
import {
  checkAllFinite,
  checkFloats,
  checkInts,
  checkOffsets,
  countRows,
} from "../../checks/arrays.js";
import { checkFloatRows } from "../../checks/rows.js";
import type { MatrixChecker } from "../../runtime/kernel.js";
import type { BestOfQueries, TopKScoresInput } from "./input.js";

/**
 * Checks all that `topKScores` will read.
 * @throws ConfigError for a wrong type, length or index; NumericError for a query that is not finite.
 */
export function checkTopKScores(input: TopKScoresInput, matrices: MatrixChecker): void {
  const { queries, candidates, dim } = input;
  checkInteger("dim", dim, 1);
  checkFloats("queries", queries);
  const numQueries = countRows("queries", queries, dim);
  const rows = checkFloatRows("candidates", candidates, { dim, matrices });
  checkBest(input, { numQueries, rows });
  checkAllFinite("queries", queries);
}

/**
 * Checks what is selected, and the room for it.
 * @throws ConfigError for a wrong type, length or index.
 */
export function checkBest(
  best: BestOfQueries,
  { numQueries, rows }: { numQueries: number; rows: number },
): void {
  const { k, excludedOffsets, excluded, numCandidates = rows } = best;
  checkInteger("k", k, 1);
  checkInteger("numCandidates", numCandidates, 0);
  if (numCandidates > rows) {
    throw new ConfigError(`numCandidates is ${numCandidates}, but candidates holds ${rows} rows.`);
  }
  checkInts("indices", best.indices, numQueries * k);
  checkFloats("values", best.values, numQueries * k);
  checkInts("counts", best.counts, numQueries);
  if ((excludedOffsets === undefined) !== (excluded === undefined)) {
    throw new ConfigError("excludedOffsets and excluded go together; only one of them was given.");
  }
  if (excludedOffsets !== undefined && excluded !== undefined) {
    checkInts("excluded", excluded);
    checkOffsets("excludedOffsets", excludedOffsets, { rows: numQueries, total: excluded.length });
    checkIndices("excluded", excluded, numCandidates);
  }
}
