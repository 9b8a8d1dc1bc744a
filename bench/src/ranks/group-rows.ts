/** Rows by the user they belong to. */
export interface GroupedRows {
  /** `[groups + 1]`: where each user's rows start in `order`. */
  readonly offsets: Int32Array;
  /** `[rows]`: the rows, those of one user together. */
  readonly order: Int32Array;
}

/** Puts the rows of each user together, in their order, by counting. */
export function groupRows(userOfRow: Int32Array, numUsers: number): GroupedRows {
  const rows = userOfRow.length;
  const offsets = new Int32Array(numUsers + 1);
  for (let row = 0; row < rows; row++) offsets[(userOfRow[row] as number) + 1]++;
  for (let user = 0; user < numUsers; user++) offsets[user + 1] += offsets[user] as number;
  const next = offsets.slice();
  const order = new Int32Array(rows);
  for (let row = 0; row < rows; row++) order[next[userOfRow[row] as number]++] = row;
  return { offsets, order };
}

/** `values[order[i]]` for each `i`. */
export function gather(values: Int32Array, order: Int32Array): Int32Array {
  const gathered = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) gathered[i] = values[order[i] as number] as number;
  return gathered;
}
