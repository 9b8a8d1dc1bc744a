import { checkIndices, checkInteger } from "@towerkit/core";
import {
  checkAllFinite,
  checkInts,
  checkNotNegative,
  checkOffsets,
  checkTypedArray,
  countRows,
} from "../../checks/arrays.js";
import { checkNegatives } from "./check-negatives.js";
import { checkTemperature } from "./check-temperature.js";
import type { InBatchSoftmax64Input } from "./in-batch-softmax-64.js";
import type { InBatchSoftmaxInput } from "./input.js";

type Input = InBatchSoftmaxInput | InBatchSoftmax64Input;

/**
 * Checks all that `inBatchSoftmax` will read.
 * @param floats - which array type holds the numbers that are not indices.
 * @throws ConfigError for a wrong type, length, index or sign; NumericError for what is not finite.
 */
export function checkInBatchSoftmax(input: Input, floats: "Float32Array" | "Float64Array"): void {
  const checkFloats = (name: string, value: unknown, length?: number) =>
    checkTypedArray(name, value, floats, length);
  const { queries, candidates, dim, positiveCandidates } = input;
  checkInteger("dim", dim, 1);
  checkFloats("queries", queries);
  checkFloats("candidates", candidates);
  const numQueries = countRows("queries", queries, dim);
  const numCandidates = countRows("candidates", candidates, dim);
  checkFloats("columnWeights", input.columnWeights, numCandidates);
  checkInts("positiveCandidates", positiveCandidates);
  checkFloats("positiveWeights", input.positiveWeights, positiveCandidates.length);
  checkFloats("queryGradients", input.queryGradients, queries.length);
  checkFloats("candidateGradients", input.candidateGradients, candidates.length);
  if (input.temperature !== undefined) checkTemperature(input.temperature);
  checkOffsets("positiveOffsets", input.positiveOffsets, {
    rows: numQueries,
    total: positiveCandidates.length,
  });
  checkIndices("positiveCandidates", positiveCandidates, numCandidates);
  checkAllFinite("queries", queries);
  checkAllFinite("candidates", candidates);
  checkNotNegative("columnWeights", input.columnWeights);
  checkNotNegative("positiveWeights", input.positiveWeights);
  checkNegatives(input, floats);
}
