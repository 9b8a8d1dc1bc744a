import { groupByItem } from "./group-by-item.js";
import type { RetrievalBatch } from "./types.js";
import type { Workspace } from "./workspace.js";

/** What of a batch the preparation reads: everything but the embeddings. */
export interface BatchRows
  extends Pick<
    RetrievalBatch,
    "querySlots" | "candidateSlots" | "rowWeights" | "samplingProbability" | "itemIds"
  > {
  readonly numQueries: number;
  readonly numCandidates: number;
}

/**
 * A batch as the softmax kernels take it, in float64. The arrays belong to the workspace.
 *
 * A *positive* is a distinct triple of query, candidate and sampling probability.
 */
export interface PreparedBatch {
  /** `[numCandidates]`: Σ 1/p over the columns that hold the candidate. */
  readonly columnWeights: Float64Array;
  /** `[numQueries + 1]`: where each query's positives start. */
  readonly positiveOffsets: Int32Array;
  /** `[positives]`. */
  readonly positiveCandidates: Int32Array;
  /** `[positives]`: summed row weights. */
  readonly positiveWeights: Float64Array;
  /** `[positives]`: 1/p. */
  readonly positiveInverses: Float64Array;
  readonly weightSum: number;
}

/** Turns rows into distinct positives, in time that grows with rows + queries + candidates. */
export function prepareBatch(rows: BatchRows, workspace: Workspace): PreparedBatch {
  const columnWeights = weighColumns(rows, workspace);
  const rowOffsets = workspace.positiveOffsets.take(rows.numQueries + 1);
  const rowsByQuery = sortRowsByQuery(rows, rowOffsets, workspace);
  return { columnWeights, ...mergeRows(rows, rowOffsets, rowsByQuery, workspace) };
}

function weighColumns(rows: BatchRows, workspace: Workspace): Float64Array {
  const { candidateSlots, samplingProbability, numCandidates } = rows;
  const weights = workspace.columnWeights.take(numCandidates).fill(0);
  for (let row = 0; row < candidateSlots.length; row++) {
    const inverse =
      samplingProbability === undefined ? 1 : 1 / (samplingProbability[row] as number);
    weights[candidateSlots[row] as number] += inverse;
  }
  return weights;
}

/** A counting sort: the rows of query `q` are `rowsByQuery[offsets[q] … offsets[q + 1])`, in row order. */
function sortRowsByQuery(
  { querySlots, numQueries }: BatchRows,
  offsets: Int32Array,
  workspace: Workspace,
): Int32Array {
  const batch = querySlots.length;
  const rowsByQuery = workspace.rowsByQuery.take(batch);
  offsets.fill(0);
  for (let row = 0; row < batch; row++) offsets[querySlots[row] as number]++;
  let end = 0;
  for (let query = 0; query <= numQueries; query++) {
    end += offsets[query] as number;
    offsets[query] = end;
  }
  // Filling from the back turns each query's end into its start.
  for (let row = batch - 1; row >= 0; row--) {
    const query = querySlots[row] as number;
    const place = (offsets[query] as number) - 1;
    offsets[query] = place;
    rowsByQuery[place] = row;
  }
  return rowsByQuery;
}

/** Sums the weights of equal rows. `offsets` comes in as offsets of rows and leaves as those of positives. */
function mergeRows(
  rows: BatchRows,
  offsets: Int32Array,
  rowsByQuery: Int32Array,
  workspace: Workspace,
): Omit<PreparedBatch, "columnWeights"> {
  const { candidateSlots, rowWeights, samplingProbability, numQueries, numCandidates } = rows;
  const batch = rowsByQuery.length;
  const positiveCandidates = workspace.positiveCandidates.take(batch);
  const positiveWeights = workspace.positiveWeights.take(batch);
  const positiveInverses = workspace.positiveInverses.take(batch);
  // The latest positive of each candidate; it is the present query's if it is no older than `first`.
  const latest = workspace.positiveOfCandidate.take(numCandidates).fill(-1);
  let weightSum = 0;
  let count = 0;
  let from = 0;
  for (let query = 0; query < numQueries; query++) {
    const to = offsets[query + 1] as number;
    const first = count;
    offsets[query] = first;
    for (; from < to; from++) {
      const row = rowsByQuery[from] as number;
      const candidate = candidateSlots[row] as number;
      const weight = rowWeights === undefined ? 1 : (rowWeights[row] as number);
      const inverse =
        samplingProbability === undefined ? 1 : 1 / (samplingProbability[row] as number);
      const known = latest[candidate] as number;
      if (known >= first && positiveInverses[known] === inverse) {
        positiveWeights[known] += weight;
      } else {
        latest[candidate] = count;
        positiveCandidates[count] = candidate;
        positiveWeights[count] = weight;
        positiveInverses[count] = inverse;
        count++;
      }
      weightSum += weight;
    }
  }
  offsets[numQueries] = count;
  return {
    positiveOffsets: offsets,
    positiveCandidates: positiveCandidates.subarray(0, count),
    positiveWeights: positiveWeights.subarray(0, count),
    positiveInverses: positiveInverses.subarray(0, count),
    weightSum,
  };
}

/** `[numCandidates]`: the column weights summed over all candidates that are the same item. */
export function weighItems(
  rows: BatchRows,
  columnWeights: Float64Array,
  workspace: Workspace,
): Float64Array {
  const { itemIds, numCandidates } = rows;
  if (itemIds === undefined) return columnWeights;
  const groups = groupByItem(itemIds, workspace);
  const sums = workspace.groupWeights.take(numCandidates).fill(0);
  for (let slot = 0; slot < numCandidates; slot++) {
    sums[groups[slot] as number] += columnWeights[slot] as number;
  }
  // A group is named after its first candidate, so its sum is in place before it is handed on.
  for (let slot = 0; slot < numCandidates; slot++) {
    sums[slot] = sums[groups[slot] as number] as number;
  }
  return sums;
}
