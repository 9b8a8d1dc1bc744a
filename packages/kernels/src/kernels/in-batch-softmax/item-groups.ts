export interface ItemGroups {
  /** `[numCandidates]`: which group a candidate is in. May be longer. */
  readonly groupOfCandidate: Int32Array;
  readonly numGroups: number;
}

/** Puts candidates of one item id into one group; groups are numbered by first appearance. */
export function groupByItem(itemIds: Int32Array, groupOfCandidate: Int32Array): ItemGroups {
  const groupOfItem = new Map<number, number>();
  for (let c = 0; c < itemIds.length; c++) {
    const item = itemIds[c];
    let group = groupOfItem.get(item);
    if (group === undefined) {
      group = groupOfItem.size;
      groupOfItem.set(item, group);
    }
    groupOfCandidate[c] = group;
  }
  return { groupOfCandidate, numGroups: groupOfItem.size };
}
