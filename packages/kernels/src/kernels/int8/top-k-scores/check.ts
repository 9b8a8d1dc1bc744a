import type { MatrixChecker } from "../../../runtime/kernel.js";
import { checkBest } from "../../top-k-scores/check.js";
import { checkInt8Vectors } from "../check-vectors.js";
import type { Int8TopKScoresInput } from "./input.js";

/**
 * Checks all that `int8TopKScores` will read.
 * @throws ConfigError for a wrong type, length or index; NumericError for a query's scale that is not
 * finite.
 */
export function checkInt8TopKScores(input: Int8TopKScoresInput, matrices: MatrixChecker): void {
  checkBest(input, checkInt8Vectors(input, matrices));
}
