import { checkInteger } from "@towerkit/core";
import { checkAllFinite, checkFloats, countRows } from "../../checks/arrays.js";
import { checkFloatRows } from "../../checks/rows.js";
import type { MatrixChecker } from "../../runtime/kernel.js";
import type { ScoresInput } from "./input.js";

/**
 * Checks all that `scores` will read.
 * @throws ConfigError for a wrong type or length; NumericError for a query that is not finite.
 */
export function checkScores(input: ScoresInput, matrices: MatrixChecker): void {
  const { queries, candidates, dim, out } = input;
  checkInteger("dim", dim, 1);
  checkFloats("queries", queries);
  const numQueries = countRows("queries", queries, dim);
  const numCandidates = checkFloatRows("candidates", candidates, { dim, matrices });
  checkFloats("out", out, numQueries * numCandidates);
  checkAllFinite("queries", queries);
}
