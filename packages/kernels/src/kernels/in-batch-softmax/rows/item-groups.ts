/** Candidates by item: those of one item form a group, numbered by first appearance. */
export interface ItemGroups {
  readonly numGroups: number;
  /** `[numCandidates]`: which group a candidate is in. */
  readonly groupOfCandidate: Int32Array;
  /** `[numGroups + 1]`: the candidates of group `g` are `groupOffsets[g] … groupOffsets[g + 1]`. */
  readonly groupOffsets: Int32Array;
  /** `[numCandidates]`, rising within a group. */
  readonly groupCandidates: Int32Array;
  /** `itemIds` by which the candidates were grouped; undefined where a candidate's index is its id. */
  readonly itemIds: Int32Array | undefined;
  /** An open-addressing hash table: in each place the first candidate of a group, or `EMPTY`. */
  readonly table: Int32Array;
}

/** Where `groupItems` writes: arrays of at least these lengths, holding anything. */
export interface ItemGroupMemory {
  readonly groupOfCandidate: Int32Array;
  /** One longer than the others. */
  readonly groupOffsets: Int32Array;
  readonly groupCandidates: Int32Array;
  /** `tableSize(numCandidates)` long. */
  readonly table: Int32Array;
}

const EMPTY = -1;
/** The group of an id that no candidate has. */
export const NO_GROUP = -1;

/** How long a table for so many candidates is: a power of two, at least half of it empty. */
export function tableSize(numCandidates: number): number {
  return 2 ** (32 - Math.clz32(2 * numCandidates));
}

/** Puts candidates of one item id into one group, in time that grows with the candidates. */
export function groupItems(
  itemIds: Int32Array | undefined,
  numCandidates: number,
  memory: ItemGroupMemory,
): ItemGroups {
  const { groupOfCandidate, groupOffsets, groupCandidates } = memory;
  if (itemIds === undefined) {
    for (let c = 0; c < numCandidates; c++) {
      groupOfCandidate[c] = c;
      groupOffsets[c] = c;
      groupCandidates[c] = c;
    }
    groupOffsets[numCandidates] = numCandidates;
    return { ...memory, numGroups: numCandidates, itemIds };
  }
  const table = memory.table.subarray(0, tableSize(numCandidates)).fill(EMPTY);
  let numGroups = 0;
  for (let c = 0; c < numCandidates; c++) {
    const place = placeOf(itemIds[c], itemIds, table);
    if (table[place] === EMPTY) {
      table[place] = c;
      groupOfCandidate[c] = numGroups++;
    } else {
      groupOfCandidate[c] = groupOfCandidate[table[place]];
    }
  }
  const groups = { ...memory, numGroups, itemIds, table };
  listCandidates(groups, numCandidates);
  return groups;
}

/** A counting sort of the candidates by group. */
function listCandidates(groups: ItemGroups, numCandidates: number): void {
  const { numGroups, groupOfCandidate, groupOffsets, groupCandidates } = groups;
  groupOffsets.fill(0, 0, numGroups + 1);
  for (let c = 0; c < numCandidates; c++) groupOffsets[groupOfCandidate[c]]++;
  let end = 0;
  for (let g = 0; g <= numGroups; g++) {
    end += groupOffsets[g];
    groupOffsets[g] = end;
  }
  // Filling from the back turns each group's end into its start.
  for (let c = numCandidates - 1; c >= 0; c--) {
    const place = --groupOffsets[groupOfCandidate[c]];
    groupCandidates[place] = c;
  }
}

/** Writes the group of each id into `found`, `NO_GROUP` for an id that no candidate has. */
export function findGroups(groups: ItemGroups, ids: Int32Array, found: Int32Array): void {
  const { itemIds, groupOfCandidate, numGroups, table } = groups;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i];
    if (itemIds === undefined) {
      found[i] = id >= 0 && id < numGroups ? id : NO_GROUP;
    } else {
      const candidate = table[placeOf(id, itemIds, table)];
      found[i] = candidate === EMPTY ? NO_GROUP : groupOfCandidate[candidate];
    }
  }
}

/** Where in the table an id is, or would have to be put. */
function placeOf(id: number, itemIds: Int32Array, table: Int32Array): number {
  const last = table.length - 1;
  let place = scattered(id) & last;
  while (table[place] !== EMPTY && itemIds[table[place]] !== id) place = (place + 1) & last;
  return place;
}

/** Multiplicative hashing (Knuth): the high bits are the well mixed ones. */
function scattered(id: number): number {
  const product = Math.imul(id, 0x9e3779b1);
  return product ^ (product >>> 15);
}
