import type { Scratch } from "../../../runtime/scratch.js";
import type { HardNegatives, SoftmaxInput } from "../input.js";
import { correctColumns } from "./correct-columns.js";
import { type HardestRows, hardestRow } from "./hardest-row.js";
import { findGroups, groupItems, tableSize } from "./item-groups.js";
import { hasForbidden, IN_PLACE, type RowColumns } from "./row-columns.js";
import { type SeparateRows, separateRow } from "./separate-row.js";
import { type SoftmaxRows, sharedRow } from "./shared-row.js";

/**
 * Turns the scores of a query, in a row of the block, into the gradients of its loss with respect to
 * them, and returns the loss.
 */
export type RowKernel = (row: number, query: number) => number;

/**
 * Chooses how rows are done, and makes everything ready for them.
 * @param scores - the memory of one block of scores.
 */
export function rowKernel(input: SoftmaxInput, scores: Float32Array, scratch: Scratch): RowKernel {
  const { positiveOffsets } = input;
  const numCandidates = input.candidates.length / input.dim;
  const columnWeights =
    input.columnWeights ??
    scratch.float32("softmax column weights", numCandidates).subarray(0, numCandidates).fill(1);
  const shared: SoftmaxRows = {
    scores,
    numCandidates,
    columnWeights,
    positiveOffsets,
    positiveCandidates: input.positiveCandidates,
    positiveWeights: input.positiveWeights,
    lanes: scratch.float32("softmax lanes", 8).subarray(0, 8),
  };
  const kernel = kernelFor(input, shared, scratch);
  return (row, query) => {
    if (positiveOffsets[query] < positiveOffsets[query + 1]) return kernel(row, query);
    scores.fill(0, row * numCandidates, (row + 1) * numCandidates);
    return 0;
  };
}

function kernelFor(input: SoftmaxInput, shared: SoftmaxRows, scratch: Scratch): RowKernel {
  const { removeAccidentalHits = false, forbidden, hardNegatives } = input;
  if (!removeAccidentalHits && forbidden === undefined && hardNegatives === undefined) {
    return (row, query) => sharedRow(shared, row, query);
  }
  const columns = rowColumns(input, shared, scratch);
  if (hardNegatives !== undefined) {
    const rows = hardestRows(input, { shared, columns, hardNegatives, scratch });
    return (row, query) => hardestRow(rows, row, query);
  }
  const rows = separateRows(input, { shared, columns, scratch });
  return (row, query) =>
    removeAccidentalHits || hasForbidden(columns, query)
      ? separateRow(rows, row, query)
      : sharedRow(shared, row, query);
}

function rowColumns(input: SoftmaxInput, shared: SoftmaxRows, scratch: Scratch): RowColumns {
  const { columnWeights, numCandidates, positiveOffsets, positiveCandidates } = shared;
  const { forbidden } = input;
  const groups = groupItems(input.itemIds, numCandidates, {
    groupOfCandidate: scratch.int32("softmax group of candidate", numCandidates),
    groupOffsets: scratch.int32("softmax group offsets", numCandidates + 1),
    groupCandidates: scratch.int32("softmax group candidates", numCandidates),
    table: scratch.int32("softmax items", tableSize(numCandidates)),
  });
  const rowWeights = scratch.float32("softmax row weights", numCandidates);
  rowWeights.set(columnWeights);
  const columns = {
    columnWeights,
    positiveOffsets,
    positiveCandidates,
    groups,
    rowWeights: rowWeights.subarray(0, numCandidates),
    groupStates: scratch.int32("softmax group states", groups.numGroups).fill(IN_PLACE),
    asideGroups: scratch.int32("softmax aside groups", positiveCandidates.length),
  };
  if (forbidden === undefined) return { ...columns, forbidden };
  const forbiddenGroups = scratch.int32("softmax forbidden", forbidden.itemIds.length);
  findGroups(groups, forbidden.itemIds, forbiddenGroups);
  return { ...columns, forbidden: { offsets: forbidden.offsets, groups: forbiddenGroups } };
}

function separateRows(
  input: SoftmaxInput,
  { shared, columns, scratch }: { shared: SoftmaxRows; columns: RowColumns; scratch: Scratch },
): SeparateRows {
  const { numCandidates, positiveWeights } = shared;
  const positives = positiveWeights.length;
  return {
    ...columns,
    positiveWeights,
    removesAccidentalHits: input.removeAccidentalHits ?? false,
    positiveInverseProbabilities: input.positiveInverseProbabilities as Float32Array,
    inPlace: { ...shared, columnWeights: columns.rowWeights },
    asideScores: scratch.float32("softmax aside scores", numCandidates),
    asideExponentials: scratch.float32("softmax aside", numCandidates),
    asideExponentialsOutsideTop: scratch.float32("softmax aside outside top", numCandidates),
    asideGreatest: scratch.float32("softmax aside greatest", positives),
    asideSums: scratch.float64("softmax aside sums", positives),
    sumsOutside: scratch.float64("softmax sums outside", positives),
    asideShares: scratch.float64("softmax aside shares", positives),
    sharesOutside: scratch.float64("softmax shares outside", positives),
    ownScores: scratch.float32("softmax own scores", positives),
    ownGradients: scratch.float64("softmax own gradients", positives),
  };
}

function hardestRows(
  input: SoftmaxInput,
  {
    shared,
    columns,
    hardNegatives,
    scratch,
  }: {
    shared: SoftmaxRows;
    columns: RowColumns;
    hardNegatives: HardNegatives;
    scratch: Scratch;
  },
): HardestRows {
  const { scores, numCandidates, positiveWeights, lanes } = shared;
  const { count, columnCounts } = hardNegatives;
  const inverses = scratch.float32("softmax inverses", numCandidates);
  const logInverses = scratch.float32("softmax log inverses", numCandidates);
  correctColumns({ columnWeights: columns.columnWeights, columnCounts, inverses, logInverses });
  return {
    ...columns,
    scores,
    numCandidates,
    positiveWeights,
    removesAccidentalHits: input.removeAccidentalHits ?? false,
    positiveInverseProbabilities: input.positiveInverseProbabilities as Float32Array,
    count,
    columnCounts,
    columnInverses: inverses,
    logInverses,
    logits: scratch.float32("softmax logits", numCandidates),
    hardest: scratch.int32("softmax hardest", numCandidates),
    hardestScores: scratch.float32("softmax hardest scores", numCandidates),
    picked: scratch.int32("softmax picked", numCandidates),
    pickedRow: {
      scores: scratch.float32("softmax picked scores", numCandidates),
      columnWeights: scratch.float32("softmax picked weights", numCandidates),
      numCandidates: 0,
      lanes,
    },
    ownScores: scratch.float32("softmax own scores", positiveWeights.length),
  };
}
