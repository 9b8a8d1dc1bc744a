import { log } from "../math/log.js";
import { CANDIDATE_CHUNK, QUERY_BLOCK } from "../twins/in-batch-softmax.js";
import type { InBatchSoftmaxInput } from "../types.js";
import { copyPadded, copyUnpadded, LANES, padded } from "./padded-rows.js";
import type { SimdKernels } from "./simd-kernels.js";

const { fround } = Math;

/** Where things lie in the memory. Rows of embeddings are `width` values wide, rows of scores `columns`. */
interface Work {
  readonly input: InBatchSoftmaxInput;
  readonly kernels: SimdKernels;
  readonly at: Record<
    | "queries"
    | "scaled"
    | "candidates"
    | "packed"
    | "weights"
    | "scores"
    | "queryGradients"
    | "candidateGradients",
    number
  >;
  /** The block of scores, and then of their gradients. */
  readonly scores: Float32Array;
  readonly width: number;
  readonly columns: number;
  readonly factor: number;
}

/**
 * The vector kernel of `inBatchSoftmax` without accidental hits, with its bits: the same blocks and the
 * same sums, columns or dimensions in the lanes. Padding has weight 0 and adds nothing but zeros.
 *
 * The input must have been checked.
 *
 * @returns the loss, or undefined where a score or a row's loss is not finite; the plain kernel then
 * says which.
 */
export function inBatchSoftmaxSimd(
  kernels: SimdKernels,
  input: InBatchSoftmaxInput,
): number | undefined {
  const work = enter(kernels, input);
  const numQueries = input.queries.length / input.dim;
  let loss = 0;
  for (let first = 0; first < numQueries; first += QUERY_BLOCK) {
    const size = Math.min(QUERY_BLOCK, numQueries - first);
    scoreBlock(work, first);
    const added = blockLoss(work, first, size);
    if (!Number.isFinite(added)) return undefined;
    loss += added;
    addQueryGradients(work, first);
    addCandidateGradients(work, size);
  }
  leave(work);
  return loss;
}

function enter(kernels: SimdKernels, input: InBatchSoftmaxInput): Work {
  const { memory } = kernels;
  const { queries, candidates, dim } = input;
  const width = padded(dim);
  const columns = padded(input.columnWeights.length);
  const numQueries = Math.ceil(queries.length / dim / QUERY_BLOCK) * QUERY_BLOCK;
  const at = memory.scratch({
    queries: numQueries * width,
    scaled: QUERY_BLOCK * width,
    candidates: columns * width,
    packed: columns * dim,
    weights: columns,
    scores: QUERY_BLOCK * columns,
    queryGradients: numQueries * width,
    candidateGradients: columns * width,
  });
  copyPadded(queries, dim, memory.floats(at.queries, numQueries * width));
  copyPadded(candidates, dim, memory.floats(at.candidates, columns * width));
  const weights = memory.floats(at.weights, columns);
  weights.set(input.columnWeights);
  weights.fill(0, input.columnWeights.length);
  memory.floats(at.queryGradients, numQueries * width).fill(0);
  memory.floats(at.candidateGradients, columns * width).fill(0);
  for (let c = 0; c < columns; c += LANES) {
    const from = at.candidates + c * width * 4;
    kernels.exports.packEight(from, LANES, dim, width * 4, at.packed + c * dim * 4);
  }
  const scores = memory.floats(at.scores, QUERY_BLOCK * columns);
  return {
    input,
    kernels,
    at,
    scores,
    width,
    columns,
    factor: fround(1 / (input.temperature ?? 1)),
  };
}

/** The scores of a block of queries; past the last query they are 0. */
function scoreBlock({ kernels, input, at, width, columns, factor }: Work, first: number): void {
  const { exports } = kernels;
  const { dim } = input;
  const bytes = width * 4;
  exports.scaleRows(at.queries + first * bytes, QUERY_BLOCK * bytes, factor, at.scaled);
  for (let c = 0; c < columns; c += LANES) {
    const packed = at.packed + c * dim * 4;
    const out = at.scores + c * 4;
    exports.scoreEight(at.scaled, QUERY_BLOCK, dim, bytes, packed, out, columns * 4);
  }
}

/** Turns a block of scores into gradients, in place; not finite where anything is not. */
function blockLoss(work: Work, first: number, size: number): number {
  let loss = 0;
  for (let row = 0; row < size; row++) {
    const rowLoss = softmaxRow(work, row, first + row);
    if (!Number.isFinite(rowLoss)) return rowLoss;
    loss += rowLoss;
  }
  return loss;
}

function softmaxRow({ kernels, input, at, scores, columns }: Work, row: number, query: number) {
  const { exports } = kernels;
  const { positiveCandidates, positiveWeights, positiveOffsets } = input;
  const start = row * columns;
  const rowAt = at.scores + start * 4;
  const bytes = columns * 4;
  const firstPositive = positiveOffsets[query];
  const endOfPositives = positiveOffsets[query + 1];
  const greatest = exports.greatestScore(rowAt, at.weights, bytes);
  if (Number.isNaN(greatest)) return greatest;
  if (firstPositive === endOfPositives) {
    scores.fill(0, start, start + columns);
    return 0;
  }
  let weightSum = 0;
  let weightedScores = 0;
  for (let e = firstPositive; e < endOfPositives; e++) {
    const weight = positiveWeights[e];
    weightSum += weight;
    weightedScores += weight * scores[start + positiveCandidates[e]];
  }
  const z = exports.exponentiate(rowAt, at.weights, bytes, greatest);
  exports.normalize(rowAt, bytes, z, weightSum);
  for (let e = firstPositive; e < endOfPositives; e++) {
    scores[start + positiveCandidates[e]] -= positiveWeights[e];
  }
  return weightSum * (log(z) + greatest) - weightedScores;
}

/** Past the last query the gradients belong to nobody, and are dropped in the end. */
function addQueryGradients({ kernels, at, width, columns, factor }: Work, first: number): void {
  const { exports } = kernels;
  const bytes = width * 4;
  const sums = at.queryGradients + first * bytes;
  for (let c = 0; c < columns; c += CANDIDATE_CHUNK) {
    exports.addWeightedRows(
      at.scores + c * 4,
      columns * 4,
      4,
      at.candidates + c * bytes,
      Math.min(CANDIDATE_CHUNK, columns - c),
      bytes,
      sums,
      QUERY_BLOCK,
    );
  }
  exports.scaleRows(sums, QUERY_BLOCK * bytes, factor, sums);
}

function addCandidateGradients({ kernels, at, width, columns }: Work, size: number): void {
  kernels.exports.addWeightedRows(
    at.scores,
    4,
    columns * 4,
    at.scaled,
    size,
    width * 4,
    at.candidateGradients,
    columns,
  );
}

function leave({ kernels, input, at, width }: Work): void {
  const { memory } = kernels;
  const { dim, queryGradients, candidateGradients } = input;
  const floats = (from: number, rows: number) => memory.floats(from, rows * width);
  copyUnpadded(floats(at.queryGradients, queryGradients.length / dim), dim, queryGradients);
  copyUnpadded(
    floats(at.candidateGradients, candidateGradients.length / dim),
    dim,
    candidateGradients,
  );
}
