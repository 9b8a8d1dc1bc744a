import { checkInteger } from "@towerkit/core";
import { checkAllFinite, checkFloats, countRows } from "../../checks/arrays.js";
import { checkFloatRows } from "../../checks/rows.js";
import type { MatrixChecker } from "../../runtime/kernel.js";
import { checkRankedRows } from "../count-ranks/check.js";
import type { RankScoresInput } from "./input.js";

/**
 * Checks all that `rankScores` will read.
 * @throws ConfigError for a wrong type, length or index; NumericError for a query that is not finite.
 */
export function checkRankScores(input: RankScoresInput, matrices: MatrixChecker): void {
  const { queries, candidates, dim } = input;
  checkInteger("dim", dim, 1);
  checkFloats("queries", queries);
  const numRows = countRows("queries", queries, dim);
  const numCandidates = checkFloatRows("candidates", candidates, { dim, matrices });
  checkRankedRows(input, { numRows, numCandidates });
  checkAllFinite("queries", queries);
}
