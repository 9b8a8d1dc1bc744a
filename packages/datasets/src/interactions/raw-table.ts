import { DatasetError } from "@towerkit/core";

/** Columns as a source gives them, before anything is known of their values. */
export interface RawTable {
  /** How messages name the source. */
  readonly name: string;
  readonly numRows: number;
  readonly columns: ReadonlyMap<string, ArrayLike<unknown>>;
  /** The line of a text file on which a row starts, counted from 1. */
  readonly lineOf?: (row: number) => number;
}

/** Gathers what is wrong with a source's rows, to report the first fault and count the others like it. */
export class RowFaults {
  readonly #table: RawTable;
  #first: { row: number; kind: string; message: string } | undefined;
  #further = 0;

  constructor(table: RawTable) {
    this.#table = table;
  }

  add(row: number, kind: string, message: string): void {
    if (this.#first === undefined) this.#first = { row, kind, message };
    else if (this.#first.kind === kind) this.#further += 1;
  }

  /** @throws DatasetError if there was a fault. */
  throwIfAny(): void {
    if (this.#first === undefined) return;
    const { row, message } = this.#first;
    const { name, lineOf } = this.#table;
    const further = this.#further;
    if (lineOf === undefined) {
      throw new DatasetError(`row ${row}: ${message}`, { file: name, further });
    }
    throw new DatasetError(message, { file: name, line: lineOf(row), further });
  }
}
