import { BundleError, shown, type TableLike } from "@towerkit/core";
import { decodeTable } from "../arrow/read/decode-table.js";
import type { Interactions } from "../contents.js";
import { PART_COLUMN, TEST, TRAIN } from "./part-column.js";

/**
 * @param file - for errors.
 * @throws BundleError if the file is damaged, or its rows are not train rows and then test rows.
 */
export function decodeInteractions(bytes: Uint8Array, file: string): Interactions {
  const table = decodeTable(bytes, file);
  if (!table.columnNames().includes(PART_COLUMN)) {
    throw new BundleError(`${file} has no column ${shown(PART_COLUMN)}.`, file);
  }
  const parts = table.array(PART_COLUMN);
  const numTrain = countEqual(parts, TRAIN, 0);
  const numTest = countEqual(parts, TEST, numTrain);
  const numRead = numTrain + numTest;
  if (numRead < parts.length) {
    throw new BundleError(
      `${file}: row ${numRead} is of part ${shown(parts[numRead])}; first come all rows of "${TRAIN}", then all of "${TEST}".`,
      file,
    );
  }
  return {
    train: new RowRange(table, 0, numTrain),
    test: new RowRange(table, numTrain, parts.length),
  };
}

/** How many values from `start` on are `value`, one after another. */
function countEqual(values: ArrayLike<unknown>, value: unknown, start: number): number {
  let end = start;
  while (end < values.length && values[end] === value) end++;
  return end - start;
}

/** Some neighbouring rows of a table, without the column that says which they are. */
class RowRange implements TableLike {
  readonly #table: TableLike;
  readonly #start: number;
  readonly #end: number;
  readonly #columns = new Map<string, ArrayLike<unknown>>();

  constructor(table: TableLike, start: number, end: number) {
    this.#table = table;
    this.#start = start;
    this.#end = end;
  }

  numRows(): number {
    return this.#end - this.#start;
  }

  columnNames(): string[] {
    return this.#table.columnNames().filter((name) => name !== PART_COLUMN);
  }

  get(name: string, row = 0): unknown {
    return this.array(name)[row];
  }

  array(name: string): ArrayLike<unknown> {
    let column = this.#columns.get(name);
    if (column === undefined) {
      column = rangeOf(this.#table.array(name), this.#start, this.#end);
      this.#columns.set(name, column);
    }
    return column;
  }
}

function rangeOf(values: ArrayLike<unknown>, start: number, end: number): ArrayLike<unknown> {
  if (ArrayBuffer.isView(values)) return (values as unknown as Float64Array).subarray(start, end);
  return (values as readonly unknown[]).slice(start, end);
}
