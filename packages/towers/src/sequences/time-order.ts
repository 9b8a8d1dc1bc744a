/**
 * The entries of ragged rows in the order in which a recurrence reads them: all rows' first entries,
 * then all second ones, and so on, longer rows first, so that the rows that still go on at a time are
 * always the first of the rows of the time before.
 */
export interface TimeOrder {
  /** `[entries]`: which entry stands at each place. */
  readonly entryAt: Int32Array;
  /** `[times + 1]`: where each time begins. */
  readonly timeOffsets: Int32Array;
  /** `[rows]`: the rows, longest first, equal lengths in their own order. */
  readonly rowAt: Int32Array;
}

export function timeOrder(offsets: Int32Array): TimeOrder {
  const rows = offsets.length - 1;
  const rowAt = rowsByFallingLength(offsets);
  const times = rows === 0 ? 0 : offsets[rowAt[0] + 1] - offsets[rowAt[0]];
  const entryAt = new Int32Array(offsets[rows]);
  const timeOffsets = new Int32Array(times + 1);
  let place = 0;
  for (let time = 0; time < times; time++) {
    timeOffsets[time] = place;
    for (let i = 0; i < rows; i++) {
      const entry = offsets[rowAt[i]] + time;
      if (entry >= offsets[rowAt[i] + 1]) break;
      entryAt[place++] = entry;
    }
  }
  timeOffsets[times] = place;
  return { entryAt, timeOffsets, rowAt };
}

/** A counting sort. */
function rowsByFallingLength(offsets: Int32Array): Int32Array {
  const rows = offsets.length - 1;
  let longest = 0;
  for (let row = 0; row < rows; row++) longest = Math.max(longest, offsets[row + 1] - offsets[row]);
  const starts = new Int32Array(longest + 2);
  for (let row = 0; row < rows; row++) starts[longest - (offsets[row + 1] - offsets[row]) + 1]++;
  for (let i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
  const sorted = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    sorted[starts[longest - (offsets[row + 1] - offsets[row])]++] = row;
  }
  return sorted;
}
