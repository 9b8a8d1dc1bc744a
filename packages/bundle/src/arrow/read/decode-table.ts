import { BundleError, ConfigError, shown, type TableLike } from "@towerkit/core";
import { ArrowFault } from "./arrow-fault.js";
import { type ColumnValues, nextColumn } from "./column-values.js";
import { type Message, messagesOf } from "./messages.js";
import { RecordBatch } from "./record-batch.js";
import { type Field, fieldsOf } from "./schema.js";

/**
 * Reads an Arrow IPC file with one record batch of the kinds of columns that bundles have: strings,
 * numbers, booleans, lists of strings or numbers.
 *
 * The file may come from a stranger, so this is a reader of our own: a general one trusts lengths
 * and offsets, and a few bytes can make it allocate gigabytes or never come back. Here everything is
 * checked against the bytes there are, and no byte is used for two rows.
 *
 * Columns become arrays when they are first asked for; numbers stay views of `bytes` where they can.
 *
 * @param part - the file's name, for errors.
 * @throws BundleError if the file is damaged or of another kind.
 * @see https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format
 */
export function decodeTable(bytes: Uint8Array, part: string): TableLike {
  return named(part, () => {
    const file = messagesOf(bytes);
    const fields = fieldsOf(file.footer, file.schema);
    const [batch, another] = file.batches;
    if (another !== undefined) throw new ArrowFault("it has more than one record batch.");
    const columns = batch ? columnsOf(fields, batch, dictionariesOf(file.dictionaries)) : [];
    return new ArrowTable(part, fields, columns);
  });
}

/** Adds the file's name to a fault. */
function named<T>(part: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ArrowFault)) throw error;
    throw new BundleError(
      `${part}: ${error.message} It is damaged or not a table of a bundle.`,
      part,
    );
  }
}

function columnsOf(
  fields: readonly Field[],
  { metadata, header, body }: Message,
  dictionaries: ReadonlyMap<number, ColumnValues>,
): ColumnValues[] {
  const batch = new RecordBatch(metadata, header, body);
  const columns = fields.map(({ name, type }) => {
    const column = nextColumn(type, batch, dictionaries);
    if (column.length !== batch.rows) {
      throw new ArrowFault(
        `column ${shown(name)} has ${column.length} values in ${batch.rows} rows.`,
      );
    }
    return column;
  });
  batch.checkAllRead();
  return columns;
}

function dictionariesOf(messages: readonly Message[]): ReadonlyMap<number, ColumnValues> {
  const dictionaries = new Map<number, ColumnValues>();
  for (const { metadata, header, body } of messages) {
    const idAt = header.field(0);
    const id = idAt === undefined ? 0 : metadata.size(idAt);
    const dataAt = header.field(1);
    const isDeltaAt = header.field(2);
    const isDelta = isDeltaAt !== undefined && metadata.uint8(isDeltaAt) !== 0;
    if (dictionaries.has(id) || isDelta || dataAt === undefined) {
      throw new ArrowFault(`its dictionary ${id} comes in pieces.`);
    }
    const batch = new RecordBatch(metadata, metadata.table(dataAt), body);
    const texts = nextColumn({ kind: "text" }, batch, dictionaries);
    batch.checkAllRead();
    dictionaries.set(id, once(texts));
  }
  return dictionaries;
}

/** Makes a column's array once, however often it is asked for. */
function once({ length, toArray }: ColumnValues): ColumnValues {
  let array: ArrayLike<unknown> | undefined;
  return {
    length,
    toArray: () => {
      array ??= toArray();
      return array;
    },
  };
}

class ArrowTable implements TableLike {
  readonly #part: string;
  readonly #rows: number;
  readonly #columns: ReadonlyMap<string, ColumnValues>;

  constructor(part: string, fields: readonly Field[], columns: readonly ColumnValues[]) {
    this.#part = part;
    this.#rows = columns[0]?.length ?? 0;
    const empty: ColumnValues = { length: 0, toArray: () => [] };
    this.#columns = new Map(fields.map(({ name }, i) => [name, once(columns[i] ?? empty)]));
  }

  numRows(): number {
    return this.#rows;
  }

  columnNames(): string[] {
    return [...this.#columns.keys()];
  }

  get(name: string, row = 0): unknown {
    return this.array(name)[row];
  }

  array(name: string): ArrayLike<unknown> {
    const column = this.#columns.get(name);
    if (column === undefined) {
      throw new ConfigError(
        `${this.#part} has no column ${shown(name)}; its columns are ${this.columnNames().map(shown).join(", ")}.`,
      );
    }
    return named(this.#part, () => column.toArray());
  }
}
