import { columnInverses, columnSlots, type ForbiddenSlots, forbiddenSlots } from "../columns.js";
import type { RetrievalLossFunction } from "../losses/loss-function.js";
import type { RetrievalBatch, RetrievalSettings } from "../types.js";

/** The columns of one row at a time: which count as its negatives, and by how much. */
export interface RowColumns {
  /** How many of the arrays below the present row fills. */
  count: number;
  /** `[most columns of a row]`: the candidate of each. */
  readonly slots: Int32Array;
  /** `[most columns of a row]`: 1/p of each, 0 where it is no negative of the row. */
  readonly inverses: Float64Array;
  /** 1/p of the row's own column. */
  ownInverse: number;
}

/** Makes the function that fills in the columns of a row, one array kept for all rows. */
export function createRowColumns(
  batch: RetrievalBatch,
  settings: RetrievalSettings,
  loss: RetrievalLossFunction,
): { readonly columns: RowColumns; readonly fill: (row: number) => void } {
  const shared = columnSlots(batch, loss.columns);
  const sharedInverses = columnInverses(batch, loss, settings.samplingCorrection);
  const { rowNegatives, pairProbability, scoreMask, candidateSlots, querySlots } = batch;
  const forbidden = forbiddenSlots(batch);
  const isForbidden = new Uint8Array(batch.candidates.length / batch.dim);
  const most = shared.length + longestList(rowNegatives?.offsets);
  const columns: RowColumns = {
    count: 0,
    slots: new Int32Array(most),
    inverses: new Float64Array(most),
    ownInverse: 1,
  };
  const itemOf = (slot: number): number => batch.itemIds?.[slot] ?? slot;

  const fill = (row: number): void => {
    const own = candidateSlots[row];
    const ownColumn = loss.columns === "batch" ? row : loss.columns === "catalogue" ? own : -1;
    const at = row * shared.length;
    mark(forbidden, querySlots[row], isForbidden, 1);
    columns.ownInverse = 1;
    for (let j = 0; j < shared.length; j++) {
      const slot = shared[j];
      const inverse =
        pairProbability === undefined ? sharedInverses[j] : 1 / pairProbability[at + j];
      const isOut =
        j === ownColumn ||
        scoreMask?.[at + j] === 0 ||
        isForbidden[slot] === 1 ||
        (settings.removeAccidentalHits && itemOf(slot) === itemOf(own));
      if (j === ownColumn) columns.ownInverse = inverse;
      columns.slots[j] = slot;
      columns.inverses[j] = isOut ? 0 : inverse;
    }
    mark(forbidden, querySlots[row], isForbidden, 0);
    columns.count = shared.length;
    if (rowNegatives === undefined) return;
    for (let e = rowNegatives.offsets[row]; e < rowNegatives.offsets[row + 1]; e++) {
      const probability = rowNegatives.probability?.[e];
      columns.slots[columns.count] = rowNegatives.slots[e];
      columns.inverses[columns.count] = probability === undefined ? 1 : 1 / probability;
      columns.count += 1;
    }
  };
  return { columns, fill };
}

function longestList(offsets: Int32Array | undefined): number {
  let longest = 0;
  for (let row = 0; offsets !== undefined && row + 1 < offsets.length; row++) {
    longest = Math.max(longest, offsets[row + 1] - offsets[row]);
  }
  return longest;
}

function mark(
  forbidden: ForbiddenSlots | undefined,
  query: number,
  marks: Uint8Array,
  value: 0 | 1,
): void {
  if (forbidden === undefined) return;
  for (let e = forbidden.offsets[query]; e < forbidden.offsets[query + 1]; e++) {
    marks[forbidden.slots[e]] = value;
  }
}
