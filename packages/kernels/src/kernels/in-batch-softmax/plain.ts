import { NumericError } from "@towerkit/core";
import { checkFiniteScores } from "../../checks/finite-scores.js";
import type { Scratch } from "../../runtime/scratch.js";
import { scores } from "../scores/plain.js";
import { queriesPerBlock } from "./block-size.js";
import { checkEmbeddings } from "./check.js";
import type { SoftmaxInput, SoftmaxResult } from "./input.js";
import { type RowKernel, rowKernel } from "./rows/row-kernel.js";
import { addWeightedRows } from "./weighted-rows.js";

const { fround } = Math;

/** Query gradients are summed within this many candidates first: part of the specification. */
const CANDIDATE_CHUNK = 128;

/**
 * The in-batch softmax on distinct rows, block by block over the queries: scores, then their gradients
 * in place of them, then both products of those with the embeddings. No more scores are held at a time
 * than one block's.
 *
 * Queries are multiplied by float32(1 / temperature) first, so scores and candidate gradients need no
 * more; query gradients are multiplied by it at the end. The loss is summed in float64 within a block,
 * then over the blocks, in order.
 *
 * The input must have been checked, but for its embeddings.
 * @throws NumericError for an embedding, a score or a loss that is not finite.
 */
export function softmax(input: SoftmaxInput, scratch: Scratch): SoftmaxResult {
  checkEmbeddings(input);
  const { queries, dim, candidateGradients } = input;
  const numQueries = queries.length / dim;
  const toGradients = rowKernel(input, blockMemory(input, scratch), scratch);
  const blockSize = queriesPerBlock(numCandidatesOf(input));
  candidateGradients.fill(0);
  let loss = 0;
  for (let first = 0; first < numQueries; first += blockSize) {
    const size = Math.min(blockSize, numQueries - first);
    const scaledQueries = scaleQueries(input, { first, size, scratch });
    scoreBlock(input, { first, scaledQueries, scratch });
    loss += blockLoss(toGradients, first, size);
    addQueryGradients(input, { first, size, scratch });
    addCandidateGradients(input, { scaledQueries, scratch });
  }
  return { loss };
}

const numCandidatesOf = (input: SoftmaxInput) => input.candidates.length / input.dim;

const inverseTemperature = (input: SoftmaxInput) => fround(1 / (input.temperature ?? 1));

/** The memory that holds one block of scores, and then of their gradients. */
function blockMemory(input: SoftmaxInput, scratch: Scratch): Float32Array {
  const numCandidates = numCandidatesOf(input);
  return scratch.float32("softmax scores", queriesPerBlock(numCandidates) * numCandidates);
}

function scaleQueries(
  input: SoftmaxInput,
  { first, size, scratch }: { first: number; size: number; scratch: Scratch },
): Float32Array {
  const { queries, dim } = input;
  const factor = inverseTemperature(input);
  const scaled = scratch.float32("softmax queries", size * dim).subarray(0, size * dim);
  for (let i = 0; i < scaled.length; i++) scaled[i] = queries[first * dim + i] * factor;
  return scaled;
}

function scoreBlock(
  input: SoftmaxInput,
  {
    first,
    scaledQueries,
    scratch,
  }: { first: number; scaledQueries: Float32Array; scratch: Scratch },
): void {
  const { candidates, dim } = input;
  const out = blockMemory(input, scratch);
  scores({ queries: scaledQueries, candidates, dim, out });
  checkFiniteScores({
    scores: out,
    numQueries: scaledQueries.length / dim,
    numCandidates: numCandidatesOf(input),
    firstQuery: first,
  });
}

function blockLoss(toGradients: RowKernel, first: number, size: number): number {
  let loss = 0;
  for (let row = 0; row < size; row++) {
    const rowLoss = toGradients(row, first + row);
    if (!Number.isFinite(rowLoss)) {
      throw new NumericError(
        `the softmax of query ${first + row} has a loss of ${rowLoss}: its sum of column weight × exp(score) is 0 or too large; columnWeights must be above 0 for the batch's candidates, and moderate.`,
      );
    }
    loss += rowLoss;
  }
  return loss;
}

function addQueryGradients(
  input: SoftmaxInput,
  { first, size, scratch }: { first: number; size: number; scratch: Scratch },
): void {
  const { candidates, dim, queryGradients } = input;
  const numCandidates = numCandidatesOf(input);
  const block = blockMemory(input, scratch);
  const sums = queryGradients.subarray(first * dim, (first + size) * dim);
  sums.fill(0);
  for (let c = 0; c < numCandidates; c += CANDIDATE_CHUNK) {
    addWeightedRows({
      weights: block.subarray(c),
      sumStride: numCandidates,
      rowStride: 1,
      rows: candidates.subarray(c * dim, (c + CANDIDATE_CHUNK) * dim),
      dim,
      sums,
    });
  }
  const factor = inverseTemperature(input);
  for (let i = 0; i < sums.length; i++) sums[i] = sums[i] * factor;
}

function addCandidateGradients(
  input: SoftmaxInput,
  { scaledQueries, scratch }: { scaledQueries: Float32Array; scratch: Scratch },
): void {
  addWeightedRows({
    weights: blockMemory(input, scratch),
    sumStride: 1,
    rowStride: numCandidatesOf(input),
    rows: scaledQueries,
    dim: input.dim,
    sums: input.candidateGradients,
  });
}
