/** Items put in groups: group `g` holds `order[offsets[g] … offsets[g + 1])`, in rising order. */
export interface Grouping {
  readonly offsets: Int32Array;
  readonly order: Int32Array;
}

/** Groups the numbers `0 … groupOf.length` by a counting sort; -1 leaves one out. */
export function groupBy(groupOf: Int32Array, numGroups: number): Grouping {
  const offsets = new Int32Array(numGroups + 1);
  for (let i = 0; i < groupOf.length; i++) {
    const group = groupOf[i] as number;
    if (group >= 0) offsets[group + 1]++;
  }
  for (let group = 0; group < numGroups; group++) offsets[group + 1] += offsets[group] as number;
  const next = offsets.slice(0, numGroups);
  const order = new Int32Array(offsets[numGroups] as number);
  for (let i = 0; i < groupOf.length; i++) {
    const group = groupOf[i] as number;
    if (group >= 0) order[next[group]++] = i;
  }
  return { offsets, order };
}

/** What one group holds. */
export function membersOf({ offsets, order }: Grouping, group: number): Int32Array {
  return order.subarray(offsets[group], offsets[group + 1]);
}

/** Offsets `first … end` counted from the first of them. */
export function shiftedOffsets(offsets: Int32Array, first: number, end: number): Int32Array {
  const shifted = offsets.slice(first, end + 1);
  const start = offsets[first] as number;
  for (let i = 0; i < shifted.length; i++) shifted[i] -= start;
  return shifted;
}
