import type { Workspace } from "./workspace.js";

/**
 * Finds the candidates that are the same item: `[numCandidates]`, for each candidate the lowest slot
 * that has its item id. An open-addressing hash table, as a Map would allocate for each batch.
 */
export function groupByItem(itemIds: Int32Array, workspace: Workspace): Int32Array {
  const groups = workspace.itemGroups.take(itemIds.length);
  const capacity = powerOfTwoAbove(2 * itemIds.length);
  const table = workspace.itemTable.take(capacity).fill(-1);
  for (let slot = 0; slot < itemIds.length; slot++) {
    const id = itemIds[slot] as number;
    let place = scatter(id) & (capacity - 1);
    let found = table[place] as number;
    while (found >= 0 && itemIds[found] !== id) {
      place = (place + 1) & (capacity - 1);
      found = table[place] as number;
    }
    if (found < 0) {
      table[place] = slot;
      found = slot;
    }
    groups[slot] = found;
  }
  return groups;
}

function powerOfTwoAbove(least: number): number {
  return 2 ** (32 - Math.clz32(least));
}

/** Multiplicative hashing (Knuth): the high bits are the well mixed ones. */
function scatter(id: number): number {
  const product = Math.imul(id, 0x9e3779b1);
  return product ^ (product >>> 15);
}
