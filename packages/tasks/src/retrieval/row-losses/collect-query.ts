import { KeptArray } from "@towerkit/core";
import type { QueryRows, QuerySlopes } from "./query-rows.js";
import type { RowLossBatch } from "./score-gradients.js";

/** Takes each query's rows and columns out of a batch, and brings their derivatives back. */
export interface QueryCollector {
  /** @param scores - `[candidates]`, the query's. What is returned holds until the next call. */
  rowsOf(query: number, scores: Float32Array): QueryRows;
  /** Zeros for a query's derivatives, good until the next call. */
  slopesOf(rows: QueryRows): QuerySlopes;
  /** Adds the derivatives to those by the query's scores, `[candidates]`. */
  scatter(query: number, slopes: QuerySlopes, gradients: Float32Array): void;
}

export function createQueryCollector(batch: RowLossBatch): QueryCollector {
  const { columnCounts, positiveOffsets, positiveCandidates, positiveWeights, forbidden } = batch;
  const { slots, runEnds, runCounts } = columnsByCount(columnCounts);
  const numColumns = slots.length;
  const counts = Float64Array.from(slots, (slot) => columnCounts[slot]);
  const totalOfAll = counts.reduce((sum, count) => sum + count, 0);
  const columnsOf = createColumnsOfItem(batch.items, slots);
  const columnOfSlot = new Int32Array(columnCounts.length).fill(-1);
  slots.forEach((slot, column) => {
    columnOfSlot[slot] = column;
  });
  const scoresOfColumns = new Float32Array(numColumns);
  const columnSlopes = new Float64Array(numColumns);
  const ownSlopes = new KeptArray(Float64Array);
  const size = batch.catalogueSize === undefined ? {} : { catalogueSize: batch.catalogueSize };
  let hidden: number[] = [];

  /** Makes the counts those of a query, once those of the last one are put right. */
  function countFor(query: number): number {
    for (const column of hidden) counts[column] = columnCounts[slots[column]];
    hidden = [];
    if (forbidden === undefined) return totalOfAll;
    let total = totalOfAll;
    for (let e = forbidden.offsets[query]; e < forbidden.offsets[query + 1]; e++) {
      const column = columnOfSlot[forbidden.slots[e]];
      if (column < 0) continue;
      total -= counts[column];
      counts[column] = 0;
      hidden.push(column);
    }
    return total;
  }

  return {
    rowsOf(query, scores) {
      const total = countFor(query);
      for (let j = 0; j < numColumns; j++) scoresOfColumns[j] = scores[slots[j]];
      const ownScores: number[] = [];
      const weights: number[] = [];
      const ownColumns: Int32Array[] = [];
      for (let p = positiveOffsets[query]; p < positiveOffsets[query + 1]; p++) {
        ownScores.push(scores[positiveCandidates[p]]);
        weights.push(positiveWeights[p]);
        ownColumns.push(columnsOf(positiveCandidates[p]));
      }
      const columns = { scores: scoresOfColumns, counts, total, runEnds, runCounts };
      return { ...columns, ownScores, weights, ownColumns, ...size };
    },
    slopesOf: ({ weights }) => ({
      columns: columnSlopes.fill(0),
      own: ownSlopes.take(weights.length),
    }),
    scatter(query, { columns, own }, gradients) {
      const first = positiveOffsets[query];
      for (let row = 0; row < own.length; row++) {
        gradients[positiveCandidates[first + row]] += own[row];
      }
      for (let j = 0; j < numColumns; j++) gradients[slots[j]] += columns[j];
    },
  };
}

/** The candidates that stand as columns, by how often they do, then by number. */
function columnsByCount(columnCounts: Float32Array) {
  const slots = Array.from(columnCounts.keys()).filter((slot) => columnCounts[slot] > 0);
  slots.sort((a, b) => columnCounts[a] - columnCounts[b] || a - b);
  const runEnds = [0];
  const runCounts: number[] = [];
  for (const [column, slot] of slots.entries()) {
    const count = columnCounts[slot];
    if (runCounts.at(-1) !== count) {
      if (column > 0) runEnds.push(column);
      runCounts.push(count);
    }
  }
  if (slots.length > 0) runEnds.push(slots.length);
  return {
    slots: Int32Array.from(slots),
    runEnds: Int32Array.from(runEnds),
    runCounts: Float64Array.from(runCounts),
  };
}

/** Finds the columns that hold a candidate's item. */
function createColumnsOfItem(items: Int32Array, slots: Int32Array): (slot: number) => Int32Array {
  const columnsOfItem = new Map<number, number[]>();
  for (const [column, slot] of slots.entries()) {
    const known = columnsOfItem.get(items[slot]);
    if (known === undefined) columnsOfItem.set(items[slot], [column]);
    else known.push(column);
  }
  const none = new Int32Array(0);
  const made = new Map(
    Array.from(columnsOfItem, ([item, columns]) => [item, Int32Array.from(columns)] as const),
  );
  return (slot) => made.get(items[slot]) ?? none;
}
