import { ConfigError, shown, type TableLike } from "@towerkit/core";
import {
  type Column,
  columnFromArray,
  type TypedArray,
  tableFromColumns,
  tableToIPC,
} from "@uwdata/flechette";
import { columnTypeOf } from "./column-type.js";

/**
 * Writes a table as an Arrow IPC file: all its columns, in its own row order, in one record batch.
 * The same values give the same bytes. `undefined` becomes null.
 *
 * @param what - how to call the table in an error.
 * @throws ConfigError or NumericError for what an Arrow file of ours cannot hold.
 * @see https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format
 */
export function encodeTable(table: TableLike, what: string): Uint8Array {
  const names = table.columnNames();
  if (names.length === 0) throw new ConfigError(`${what} must have at least one column.`);
  const columns = names.map((name) => {
    const values = table.array(name);
    if (values.length !== table.numRows()) {
      throw new ConfigError(
        `${what}, column ${shown(name)} has ${values.length} values in ${table.numRows()} rows.`,
      );
    }
    const type = columnTypeOf(values, `${what}, column ${shown(name)}`);
    const array = ArrayBuffer.isView(values) ? (values as TypedArray) : Array.from(values);
    return [name, columnFromArray(array, type)] as [string, Column<unknown>];
  });
  const bytes = tableToIPC(tableFromColumns(columns), { format: "file" });
  return bytes as Uint8Array;
}
