import { ConfigError, checkInteger } from "@towerkit/core";
import { checkAllFinite, checkFloats, checkTypedArray, countRows } from "../../checks/arrays.js";
import { checkFloatRows, checkInt8Rows } from "../../checks/rows.js";
import type { MatrixChecker } from "../../runtime/kernel.js";
import type { Int8Vectors } from "./vectors.js";

/** The most products of two int8, 2¹⁴ at most, whose sum stays below 2³¹. */
const MOST_DIM = 131_071;

/**
 * Checks int8 queries and candidates, and says how many there are.
 * @throws ConfigError for a wrong type or length; NumericError for a query's scale that is not finite.
 */
export function checkInt8Vectors(
  { queries, queryScales, candidates, candidateScales, dim }: Int8Vectors,
  matrices: MatrixChecker,
): { numQueries: number; rows: number } {
  checkInteger("dim", dim, 1);
  if (dim > MOST_DIM) {
    throw new ConfigError(
      `dim is ${dim}; sums of more than ${MOST_DIM} products of int8 may overflow an int32.`,
    );
  }
  checkTypedArray("queries", queries, "Int8Array");
  const numQueries = countRows("queries", queries, dim);
  checkFloats("queryScales", queryScales, numQueries);
  const rows = checkInt8Rows("candidates", candidates, { dim, matrices });
  const scales = checkFloatRows("candidateScales", candidateScales, { dim: 1, matrices });
  if (scales !== rows) {
    throw new ConfigError(
      `candidateScales must hold a scale for each of ${rows} candidates, got ${scales}.`,
    );
  }
  checkAllFinite("queryScales", queryScales);
  return { numQueries, rows };
}
