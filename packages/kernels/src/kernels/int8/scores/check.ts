import { checkFloats } from "../../../checks/arrays.js";
import type { MatrixChecker } from "../../../runtime/kernel.js";
import { checkInt8Vectors } from "../check-vectors.js";
import type { Int8ScoresInput } from "./input.js";

/**
 * Checks all that `int8Scores` will read.
 * @throws ConfigError for a wrong type or length; NumericError for a query's scale that is not finite.
 */
export function checkInt8Scores(input: Int8ScoresInput, matrices: MatrixChecker): void {
  const { numQueries, rows } = checkInt8Vectors(input, matrices);
  checkFloats("out", input.out, numQueries * rows);
}
