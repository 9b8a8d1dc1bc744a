import type { Machine } from "../../machine/machine.js";
import { copyPadded, copyUnpadded, padded } from "../../machine/padded-rows.js";
import { CANDIDATE_BLOCK } from "../scores/vector.js";
import { queriesPerBlock } from "./block-size.js";
import type { SoftmaxInput } from "./input.js";
import { countNegatives, enterNegatives } from "./vector-negatives.js";

const { fround } = Math;

/** How many candidates a block of the second phase covers: `CANDIDATES` of the assembly. */
const GRADIENT_BLOCK = 64;

/** In values. */
const CACHE_LINE = 16;

/**
 * Blocks of scores that are held at a time, within a limit: the more, the less often threads wait for each
 * other. A batch of 2,048 rows of ML-100K has 21 blocks; in one go they take .96 of the time of three.
 */
const BLOCKS_PER_THREAD = 16;
const MOST_BYTES_OF_SCORES = 32 << 20;
/** A block's queries are shared out where there would be fewer tasks for a thread. */
const TASKS_PER_THREAD = 4;
const FEWEST_QUERIES = 8;

/**
 * The softmax in two phases: tasks of some queries give scores, losses and their own gradients; then
 * blocks of candidates add up what all of those queries give them, in the queries' order. So nobody
 * waits for anybody, and the order of every sum is the plain kernel's.
 *
 * @returns the loss, or undefined where the plain kernel has to say what is not finite.
 */
export function softmaxOnMachine(machine: Machine, input: SoftmaxInput): number | undefined {
  const { memory } = machine;
  const { dim, positiveCandidates } = input;
  const numQueries = input.queries.length / dim;
  const numCandidates = input.candidates.length / dim;
  // Without any score nobody would see that an embedding is not finite.
  if (numQueries === 0 || numCandidates === 0) return undefined;
  const blockSize = queriesPerBlock(numCandidates);
  const numBlocks = Math.ceil(numQueries / blockSize);
  const width = padded(dim);
  const columns = padded(numCandidates);
  const stride = strideOf(columns);
  const { blocksAtOnce, taskSize } = shareOut(machine.threads, { numBlocks, blockSize, stride });
  const paddedQueries = numBlocks * blockSize;
  const queriesAtOnce = blocksAtOnce * blockSize;
  const at = memory.scratch({
    queries: paddedQueries * width,
    candidates: columns * width,
    packed: columns * dim,
    columnWeights: columns,
    positiveOffsets: numQueries + 1,
    positiveCandidates: positiveCandidates.length,
    positiveWeights: positiveCandidates.length,
    scaled: queriesAtOnce * width,
    scores: queriesAtOnce * stride,
    losses: numQueries * 2,
    queryGradients: paddedQueries * width,
    candidateGradients: columns * width,
    ...countNegatives(input, { columns, tasksAtOnce: queriesAtOnce / taskSize }),
  });
  copyPadded(input.queries, dim, memory.floats(at.queries, paddedQueries * width));
  copyPadded(input.candidates, dim, memory.floats(at.candidates, columns * width));
  const weights = memory.floats(at.columnWeights, columns);
  if (input.columnWeights === undefined) weights.fill(1);
  else weights.set(input.columnWeights);
  weights.fill(0, numCandidates);
  memory.ints(at.positiveOffsets, numQueries + 1).set(input.positiveOffsets);
  memory.ints(at.positiveCandidates, positiveCandidates.length).set(positiveCandidates);
  memory.floats(at.positiveWeights, positiveCandidates.length).set(input.positiveWeights);
  memory.floats(at.queryGradients, paddedQueries * width).fill(0);
  memory.floats(at.candidateGradients, columns * width).fill(0);
  machine.run("PACK_CANDIDATES", [at.candidates, columns, dim, width * 4, at.packed], {
    blocks: Math.ceil(columns / CANDIDATE_BLOCK),
    operations: columns * dim,
  });

  const fields = [
    blockSize,
    taskSize,
    numQueries,
    columns,
    stride * 4,
    dim,
    width * 4,
    fround(1 / (input.temperature ?? 1)),
    at.queries,
    at.candidates,
    at.packed,
    at.columnWeights,
    at.positiveOffsets,
    at.positiveCandidates,
    at.positiveWeights,
    at.scaled,
    at.scores,
    at.losses,
    at.queryGradients,
    at.candidateGradients,
    ...enterNegatives(memory, input, { at, columns }),
  ];
  for (let first = 0; first < numBlocks; first += blocksAtOnce) {
    const blocks = Math.min(blocksAtOnce, numBlocks - first);
    const products = blocks * blockSize * columns * dim;
    machine.run("SOFTMAX_QUERIES", [first, blocks, ...fields], {
      blocks: (blocks * blockSize) / taskSize,
      operations: 2 * products,
    });
    machine.run("SOFTMAX_CANDIDATES", [first, blocks, ...fields], {
      blocks: Math.ceil(columns / GRADIENT_BLOCK),
      operations: products,
    });
  }

  const loss = sumOfLosses(memory.doubles(at.losses, numQueries), blockSize);
  if (!Number.isFinite(loss)) return undefined;
  const queryGradients = memory.floats(at.queryGradients, numQueries * width);
  copyUnpadded(queryGradients, dim, input.queryGradients);
  const candidateGradients = memory.floats(at.candidateGradients, columns * width);
  copyUnpadded(candidateGradients, dim, input.candidateGradients);
  return loss;
}

/**
 * How many values rows of scores are apart: an odd number of cache lines. A power of two would put the
 * same column of all rows into one set of the cache, which holds eight: half the speed, measured.
 */
function strideOf(columns: number): number {
  const lines = Math.ceil(columns / CACHE_LINE);
  return (lines + 1 - (lines % 2)) * CACHE_LINE;
}

/** How many blocks of queries a job has, and how many queries each of its tasks takes. */
function shareOut(
  threads: number,
  { numBlocks, blockSize, stride }: { numBlocks: number; blockSize: number; stride: number },
): { blocksAtOnce: number; taskSize: number } {
  if (threads === 1) return { blocksAtOnce: Math.min(1, numBlocks), taskSize: blockSize };
  const fit = Math.max(1, Math.floor(MOST_BYTES_OF_SCORES / (blockSize * stride * 4)));
  const blocksAtOnce = Math.min(fit, threads * BLOCKS_PER_THREAD, numBlocks);
  let taskSize = blockSize;
  while (
    taskSize > FEWEST_QUERIES &&
    (blocksAtOnce * blockSize) / taskSize < threads * TASKS_PER_THREAD
  ) {
    taskSize /= 2;
  }
  return { blocksAtOnce, taskSize };
}

/** A block's losses are added up first, and then those of the blocks: the plain kernel's order. */
function sumOfLosses(losses: Float64Array, blockSize: number): number {
  let loss = 0;
  for (let first = 0; first < losses.length; first += blockSize) {
    let ofBlock = 0;
    const end = Math.min(first + blockSize, losses.length);
    for (let query = first; query < end; query++) ofBlock += losses[query];
    loss += ofBlock;
  }
  return loss;
}
