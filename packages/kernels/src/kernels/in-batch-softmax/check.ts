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

type Floats = "Float32Array" | "Float64Array";
type Input = InBatchSoftmaxInput | InBatchSoftmax64Input;
type Rows =
  | Omit<InBatchSoftmaxInput, "columnWeights">
  | Omit<InBatchSoftmax64Input, "columnWeights">;

/**
 * Checks all that `inBatchSoftmax` will read, but for `checkEmbeddings`.
 * @param floats - which array type holds the numbers that are not indices.
 * @throws ConfigError for a wrong type, length, index or sign; NumericError for a weight that is not
 * finite.
 */
export function checkInBatchSoftmax(input: Input, floats: Floats): void {
  checkSoftmax(input, floats);
  const numCandidates = input.candidates.length / input.dim;
  checkTypedArray("columnWeights", input.columnWeights, floats, numCandidates);
  checkNotNegative("columnWeights", input.columnWeights);
  checkNegatives(input, floats);
}

/**
 * Checks what every softmax reads, likewise, but for `checkEmbeddings`: a machine sees by the scores
 * whether anything is not finite, and leaves it to the plain kernel to say what.
 */
export function checkSoftmax(input: Rows, floats: Floats): void {
  const checkFloats = (name: string, value: unknown, length?: number) =>
    checkTypedArray(name, value, floats, length);
  const { queries, candidates, dim, positiveCandidates } = input;
  checkInteger("dim", dim, 1);
  checkFloats("queries", queries);
  checkFloats("candidates", candidates);
  const numQueries = countRows("queries", queries, dim);
  const numCandidates = countRows("candidates", candidates, dim);
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
  checkNotNegative("positiveWeights", input.positiveWeights);
}

/** @throws NumericError for an embedding that is not finite. */
export function checkEmbeddings({
  queries,
  candidates,
}: Pick<Input, "queries" | "candidates">): void {
  checkAllFinite("queries", queries);
  checkAllFinite("candidates", candidates);
}
