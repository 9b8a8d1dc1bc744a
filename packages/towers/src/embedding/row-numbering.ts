/** Rows that were given a slot each, in the order in which they were first met. */
export interface NumberedRows {
  /** `[distinct]`: the row of each slot. */
  readonly distinct: Int32Array;
  /** The slot of each given row: one array for each given array, of its length. */
  readonly slots: readonly Int32Array[];
}

/**
 * Numbers the distinct ones among some rows of a table, in time that depends on how many are given
 * and not on how many the table has: a sparse set (Briggs and Torczon, 1993), which needs no clearing.
 *
 * @example
 * const { distinct, slots } = new RowNumbering(1000).number([Int32Array.of(7, 3, 7)]); // [7, 3], [[0, 1, 0]]
 */
export class RowNumbering {
  /** What earlier calls left here is told apart by not being confirmed in `distinct`. */
  readonly #slotOfRow: Int32Array;

  /** @param tableRows - rows to number are below this. */
  constructor(tableRows: number) {
    this.#slotOfRow = new Int32Array(tableRows);
  }

  /**
   * Gives the distinct rows of all lists together a slot each; nothing is left over from earlier calls.
   * @param lists - rows from 0, below the table's; they are not checked.
   */
  number(lists: readonly Int32Array[]): NumberedRows {
    const slotOfRow = this.#slotOfRow;
    const distinct = new Int32Array(lists.reduce((total, rows) => total + rows.length, 0));
    const slots: Int32Array[] = [];
    let count = 0;
    for (const rows of lists) {
      const listSlots = new Int32Array(rows.length);
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i];
        let slot = slotOfRow[row];
        if (slot >= count || distinct[slot] !== row) {
          slot = count++;
          distinct[slot] = row;
          slotOfRow[row] = slot;
        }
        listSlots[i] = slot;
      }
      slots.push(listSlots);
    }
    return { distinct: distinct.subarray(0, count), slots };
  }
}
