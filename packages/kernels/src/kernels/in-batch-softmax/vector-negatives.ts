import type { KernelMemory } from "../../machine/memory.js";
import type { SoftmaxInput } from "./input.js";
import { correctColumns } from "./rows/correct-columns.js";
import { findGroups, groupItems, tableSize } from "./rows/item-groups.js";

/** How rows are done: the numbers of assembly/kernels/in-batch-softmax/job. */
const SHARED = 0;
const SEPARATE = 1;
const HARDEST = 2;

/** How many lists a task's workspace has: assembly/kernels/in-batch-softmax/workspace. */
const COLUMN_LISTS = 7;
const POSITIVE_LISTS = 8;

const MOST_NEGATIVES = 2 ** 31 - 1;

interface Sizes {
  /** Candidates, filled up to a multiple of 8. */
  readonly columns: number;
  readonly tasksAtOnce: number;
}

/** The words of memory that the input's ways to leave columns out need; 0 where it has none. */
export function countNegatives(input: SoftmaxInput, { columns, tasksAtOnce }: Sizes) {
  const ifNeeded = howRowsAreDone(input) === SHARED ? 0 : 1;
  const ifHard = input.hardNegatives === undefined ? 0 : 1;
  const { positiveOffsets, positiveCandidates, forbidden } = input;
  return {
    positiveInverses: ifNeeded * positiveCandidates.length,
    groupOfCandidate: ifNeeded * columns,
    groupOffsets: ifNeeded * (columns + 1),
    groupCandidates: ifNeeded * columns,
    groupTable: ifNeeded * tableSize(columns),
    forbiddenOffsets: ifNeeded * positiveOffsets.length,
    forbiddenGroups: forbidden?.itemIds.length ?? 0,
    columnCounts: ifHard * columns,
    columnInverses: ifHard * columns,
    logInverses: ifHard * columns,
    workspace: ifNeeded * tasksAtOnce * wordsOfWorkspace(input, columns),
  };
}

function howRowsAreDone({ removeAccidentalHits, forbidden, hardNegatives }: SoftmaxInput) {
  if (hardNegatives !== undefined) return HARDEST;
  return removeAccidentalHits || forbidden !== undefined ? SEPARATE : SHARED;
}

function wordsOfWorkspace({ positiveOffsets }: SoftmaxInput, columns: number): number {
  return COLUMN_LISTS * columns + POSITIVE_LISTS * 2 * mostPositives(positiveOffsets);
}

function mostPositives(offsets: Int32Array): number {
  let most = 0;
  for (let q = 1; q < offsets.length; q++) most = Math.max(most, offsets[q] - offsets[q - 1]);
  return most;
}

type Places = Record<keyof ReturnType<typeof countNegatives> | "columnWeights", number>;

/** Copies it all in, behind the column weights, and gives the fields of the job that say so. */
export function enterNegatives(
  memory: KernelMemory,
  input: SoftmaxInput,
  { at, columns }: { at: Places; columns: number },
): number[] {
  const rows = howRowsAreDone(input);
  if (rows === SHARED) return [rows];
  const { positiveOffsets, positiveInverseProbabilities, hardNegatives } = input;
  const positives = input.positiveCandidates.length;
  const inverses = memory.floats(at.positiveInverses, positives);
  inverses.set(positiveInverseProbabilities as Float32Array);
  const groups = groupItems(input.itemIds, input.candidates.length / input.dim, {
    groupOfCandidate: memory.ints(at.groupOfCandidate, columns),
    groupOffsets: memory.ints(at.groupOffsets, columns + 1),
    groupCandidates: memory.ints(at.groupCandidates, columns),
    table: memory.ints(at.groupTable, tableSize(columns)),
  });
  const forbiddenOffsets = memory.ints(at.forbiddenOffsets, positiveOffsets.length);
  if (input.forbidden === undefined) {
    forbiddenOffsets.fill(0);
  } else {
    const { offsets, itemIds } = input.forbidden;
    forbiddenOffsets.set(offsets);
    findGroups(groups, itemIds, memory.ints(at.forbiddenGroups, itemIds.length));
  }
  if (hardNegatives !== undefined) {
    memory.ints(at.columnCounts, columns).fill(0).set(hardNegatives.columnCounts);
    correctColumns({
      columnWeights: memory.floats(at.columnWeights, columns),
      columnCounts: memory.ints(at.columnCounts, columns),
      inverses: memory.floats(at.columnInverses, columns),
      logInverses: memory.floats(at.logInverses, columns),
    });
  }
  return [
    rows,
    input.removeAccidentalHits ? 1 : 0,
    at.positiveInverses,
    groups.numGroups,
    at.groupOfCandidate,
    at.groupOffsets,
    at.groupCandidates,
    at.forbiddenOffsets,
    at.forbiddenGroups,
    Math.min(hardNegatives?.count ?? 0, MOST_NEGATIVES),
    at.columnCounts,
    at.columnInverses,
    at.logInverses,
    at.workspace,
    4 * wordsOfWorkspace(input, columns),
    mostPositives(positiveOffsets),
  ];
}
