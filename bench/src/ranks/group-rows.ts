/** Rows by the user they belong to. */
export interface GroupedRows {
  /** `[groups + 1]`: where each user's rows start in `order`. */
  readonly offsets: Int32Array;
  /** `[rows]`: the rows, those of one user together. */
  readonly order: Int32Array;
}

/** Puts the rows of each user together, in their order, by counting. */
export function groupRows(userOfRow: Int32Array, numUsers: number): GroupedRows {
  const offsets = new Int32Array(numUsers + 1);
  for (const user of userOfRow) offsets[user + 1] = (offsets[user + 1] as number) + 1;
  for (let user = 0; user < numUsers; user++) {
    offsets[user + 1] = (offsets[user + 1] as number) + (offsets[user] as number);
  }
  const next = offsets.slice();
  const order = new Int32Array(userOfRow.length);
  for (let row = 0; row < userOfRow.length; row++) {
    const user = userOfRow[row] as number;
    const place = next[user] as number;
    order[place] = row;
    next[user] = place + 1;
  }
  return { offsets, order };
}
