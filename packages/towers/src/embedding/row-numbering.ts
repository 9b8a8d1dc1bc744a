import { KeptArray } from "@towerkit/core";

/**
 * Rows that were given a slot each, in the order in which they were first met. The arrays belong to the
 * numbering, which overwrites them at its next call.
 */
export interface NumberedRows {
  /** `[distinct]`: the row of each slot. */
  readonly distinct: Int32Array;
  /** The slot of each given row: one array for each given array, of its length. */
  readonly slots: readonly Int32Array[];
}

const NONE = -1;

/**
 * Numbers the distinct ones among some rows of a table, in time that depends on how many are given
 * and not on how many the table has: what a call marks, it takes back itself.
 *
 * @example
 * const { distinct, slots } = new RowNumbering(1000).number([Int32Array.of(7, 3, 7)]); // [7, 3], [[0, 1, 0]]
 */
export class RowNumbering {
  /** `NONE` everywhere between calls. */
  readonly #slotOfRow: Int32Array;
  readonly #distinct = new KeptArray(Int32Array);
  readonly #slots: KeptArray<Int32Array>[] = [];

  /** @param tableRows - rows to number are below this. */
  constructor(tableRows: number) {
    this.#slotOfRow = new Int32Array(tableRows).fill(NONE);
  }

  /**
   * Gives the distinct rows of all lists together a slot each; nothing is left over from earlier calls.
   * @param lists - rows from 0, below the table's; they are not checked.
   */
  number(lists: readonly Int32Array[]): NumberedRows {
    const slotOfRow = this.#slotOfRow;
    const distinct = this.#distinct.take(lists.reduce((total, rows) => total + rows.length, 0));
    let count = 0;
    const slots = lists.map((rows, list) => {
      const listSlots = this.#slotsOf(list).take(rows.length);
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i];
        const known = slotOfRow[row];
        // Whether a row is new is as good as random, and a branch on it would be guessed wrong.
        const isNew = known >>> 31;
        const slot = known + (count + 1) * isNew;
        distinct[count] = row;
        slotOfRow[row] = slot;
        listSlots[i] = slot;
        count += isNew;
      }
      return listSlots;
    });
    for (let slot = 0; slot < count; slot++) slotOfRow[distinct[slot]] = NONE;
    return { distinct: distinct.subarray(0, count), slots };
  }

  #slotsOf(list: number): KeptArray<Int32Array> {
    this.#slots[list] ??= new KeptArray(Int32Array);
    return this.#slots[list];
  }
}
