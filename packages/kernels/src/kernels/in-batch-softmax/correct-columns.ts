import { log } from "../../math/log.js";
import type { InBatchSoftmaxInput } from "./input.js";

/**
 * What hard negatives are weighed and ranked by: 1 / p of each candidate's columns, and its logarithm;
 * 0 and −infinity for a candidate without columns. Float32 of float64.
 *
 * @param out - `[numCandidates]` each, overwritten.
 */
export function correctColumns(
  { columnWeights }: Pick<InBatchSoftmaxInput, "columnWeights">,
  columnCounts: Int32Array,
  { inverses, logInverses }: { inverses: Float32Array; logInverses: Float32Array },
): void {
  for (let c = 0; c < columnWeights.length; c++) {
    const inverse = columnCounts[c] === 0 ? 0 : columnWeights[c] / columnCounts[c];
    inverses[c] = inverse;
    logInverses[c] = log(inverse);
  }
}
