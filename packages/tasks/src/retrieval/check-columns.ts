import { ConfigError, checkIndices, checkLength } from "@towerkit/core";
import { countColumns } from "./columns.js";
import type { RetrievalLossFunction } from "./losses/loss-function.js";
import type { RetrievalBatch } from "./types.js";

/**
 * Checks what says which columns there are and whose negatives they are.
 * @throws ConfigError for lengths that disagree, slots out of range, offsets that fall, drawn columns that
 * are missing, or a mask or row negative that makes a row's own item its negative or hides it.
 */
export function checkColumns(
  batch: RetrievalBatch,
  of: {
    readonly loss: RetrievalLossFunction;
    readonly numQueries: number;
    readonly numCandidates: number;
  },
): void {
  const { loss, numQueries, numCandidates } = of;
  const { extraSlots, forbidden, rowNegatives, scoreMask } = batch;
  if (extraSlots !== undefined) {
    if (loss.columns === "catalogue") {
      throw new ConfigError(`${loss.kind} has every candidate for a column: leave out extraSlots.`);
    }
    checkIndices("extraSlots", extraSlots, numCandidates);
  }
  if (loss.needs.kind === "uniform" && (extraSlots?.length ?? 0) === 0) {
    throw new ConfigError(
      `extraSlots is missing: ${loss.kind} needs ${loss.needs.count} items drawn from the catalogue, each as likely as any.`,
    );
  }
  if (forbidden !== undefined) {
    checkOffsets("forbidden.offsets", forbidden.offsets, numQueries, forbidden.itemIds.length);
  }
  if (rowNegatives !== undefined) checkRowNegatives(batch, numCandidates);
  if (scoreMask !== undefined) checkMask(batch, scoreMask, loss);
}

function checkRowNegatives(batch: RetrievalBatch, numCandidates: number): void {
  const { rowNegatives, candidateSlots, itemIds } = batch;
  if (rowNegatives === undefined) return;
  const { offsets, slots } = rowNegatives;
  checkOffsets("rowNegatives.offsets", offsets, candidateSlots.length, slots.length);
  checkIndices("rowNegatives.slots", slots, numCandidates);
  const itemOf = (slot: number) => itemIds?.[slot] ?? slot;
  for (let row = 0; row < candidateSlots.length; row++) {
    for (let e = offsets[row]; e < offsets[row + 1]; e++) {
      if (itemOf(slots[e]) !== itemOf(candidateSlots[row])) continue;
      throw new ConfigError(
        `rowNegatives.slots[${e}] is ${slots[e]}, the item that row ${row} chose; it cannot be its negative too.`,
      );
    }
  }
}

function checkMask(batch: RetrievalBatch, mask: Uint8Array, loss: RetrievalLossFunction): void {
  const rows = batch.candidateSlots.length;
  const columns = countColumns(batch, loss.columns);
  checkLength("scoreMask", mask, rows * columns);
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] > 1) {
      throw new ConfigError(`scoreMask[${i}] is ${mask[i]}; it must be 0 or 1.`);
    }
  }
  if (loss.columns === "drawn") return;
  for (let row = 0; row < rows; row++) {
    const own = loss.columns === "batch" ? row : batch.candidateSlots[row];
    if (mask[row * columns + own] === 0) {
      throw new ConfigError(
        `scoreMask hides the positive of row ${row} (column ${own}); a row's own column always counts.`,
      );
    }
  }
}

function checkOffsets(name: string, offsets: Int32Array, rows: number, total: number): void {
  checkLength(name, offsets, rows + 1);
  if (offsets[0] !== 0 || offsets[rows] !== total) {
    throw new ConfigError(
      `${name} must begin with 0 and end with ${total}, got ${offsets[0]} to ${offsets[rows]}.`,
    );
  }
  for (let row = 0; row < rows; row++) {
    if (offsets[row] > offsets[row + 1]) {
      throw new ConfigError(
        `${name}[${row + 1}] is ${offsets[row + 1]}, less than the ${offsets[row]} before it; offsets never fall.`,
      );
    }
  }
}
