import type { Machine } from "../../machine/machine.js";
import { copyPadded, copyUnpadded, padded } from "../../machine/padded-rows.js";
import { CANDIDATE_BLOCK } from "../scores/vector.js";
import type { InBatchSoftmaxInput } from "./input.js";
import { QUERY_BLOCK } from "./plain.js";
import { countNegatives, enterNegatives } from "./vector-negatives.js";

const { fround } = Math;

/** How many candidates a block of the second phase covers: `CANDIDATES` of the assembly. */
const GRADIENT_BLOCK = 64;

/** Blocks of scores that are held at a time: enough to keep every thread busy, within a limit. */
const BLOCKS_PER_THREAD = 4;
const MOST_BYTES_OF_SCORES = 32 << 20;

/**
 * `inBatchSoftmax` in two phases: blocks of queries give scores, losses and their own gradients; then
 * blocks of candidates add up what all of those queries give them, in the queries' order. So nobody
 * waits for anybody, and the order of every sum is the plain kernel's.
 *
 * @returns the loss, or undefined where anything is not finite: the plain kernel says what.
 */
export function inBatchSoftmaxOnMachine(
  machine: Machine,
  input: InBatchSoftmaxInput,
): number | undefined {
  const { memory } = machine;
  const { dim, positiveCandidates } = input;
  const numQueries = input.queries.length / dim;
  const numBlocks = Math.ceil(numQueries / QUERY_BLOCK);
  const width = padded(dim);
  const columns = padded(input.columnWeights.length);
  const atOnce = blocksAtOnce(machine, { numBlocks, columns });
  const paddedQueries = numBlocks * QUERY_BLOCK;
  const at = memory.scratch({
    queries: paddedQueries * width,
    candidates: columns * width,
    packed: columns * dim,
    columnWeights: columns,
    positiveOffsets: numQueries + 1,
    positiveCandidates: positiveCandidates.length,
    positiveWeights: positiveCandidates.length,
    scaled: atOnce * QUERY_BLOCK * width,
    scores: atOnce * QUERY_BLOCK * columns,
    losses: numQueries * 2,
    queryGradients: paddedQueries * width,
    candidateGradients: columns * width,
    ...countNegatives(input, { columns, blocksAtOnce: atOnce }),
  });
  copyPadded(input.queries, dim, memory.floats(at.queries, paddedQueries * width));
  copyPadded(input.candidates, dim, memory.floats(at.candidates, columns * width));
  const weights = memory.floats(at.columnWeights, columns);
  weights.set(input.columnWeights);
  weights.fill(0, input.columnWeights.length);
  memory.ints(at.positiveOffsets, numQueries + 1).set(input.positiveOffsets);
  memory.ints(at.positiveCandidates, positiveCandidates.length).set(positiveCandidates);
  memory.floats(at.positiveWeights, positiveCandidates.length).set(input.positiveWeights);
  memory.floats(at.queryGradients, paddedQueries * width).fill(0);
  memory.floats(at.candidateGradients, columns * width).fill(0);
  machine.run("PACK_CANDIDATES", [at.candidates, columns, dim, width * 4, at.packed], {
    blocks: Math.ceil(columns / CANDIDATE_BLOCK),
    operations: columns * dim,
  });

  const negatives = enterNegatives(memory, input, { at, columns });
  const losses = memory.doubles(at.losses, numQueries);
  let loss = 0;
  for (let first = 0; first < numBlocks; first += atOnce) {
    const blocks = Math.min(atOnce, numBlocks - first);
    const job = [
      first,
      blocks,
      numQueries,
      columns,
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
      ...negatives,
    ];
    const products = blocks * QUERY_BLOCK * columns * dim;
    machine.run("SOFTMAX_QUERIES", job, { blocks, operations: 2 * products });
    for (let block = first; block < first + blocks; block++) loss += lossOfBlock(losses, block);
    if (!Number.isFinite(loss)) return undefined;
    machine.run("SOFTMAX_CANDIDATES", job, {
      blocks: Math.ceil(columns / GRADIENT_BLOCK),
      operations: products,
    });
  }

  const gradients = memory.floats(at.queryGradients, numQueries * width);
  copyUnpadded(gradients, dim, input.queryGradients);
  copyUnpadded(
    memory.floats(at.candidateGradients, columns * width),
    dim,
    input.candidateGradients,
  );
  return loss;
}

function blocksAtOnce(
  machine: Machine,
  { numBlocks, columns }: { numBlocks: number; columns: number },
): number {
  if (machine.threads === 1) return Math.min(1, numBlocks);
  const fit = Math.floor(MOST_BYTES_OF_SCORES / (QUERY_BLOCK * columns * 4));
  return Math.min(Math.max(1, fit), machine.threads * BLOCKS_PER_THREAD, numBlocks);
}

/** A block's losses are added up first, and then those of the blocks: the plain kernel's order. */
function lossOfBlock(losses: Float64Array, block: number): number {
  let loss = 0;
  const end = Math.min((block + 1) * QUERY_BLOCK, losses.length);
  for (let query = block * QUERY_BLOCK; query < end; query++) loss += losses[query];
  return loss;
}
