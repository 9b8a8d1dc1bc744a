import { checkArrow } from "./arrow/check-arrow.js";
import { ensure } from "./file-fault.js";
import type { RawTable } from "./raw-table.js";
import { unreadable } from "./unreadable.js";

/** Reads an Arrow file or stream, once it is checked. The library that does is loaded only now. */
export async function readArrow(bytes: Uint8Array, name: string): Promise<RawTable> {
  const { tableFromIPC } = await import("@uwdata/flechette");
  try {
    const numRows = checkArrow(bytes);
    // Numbers are read in place, which needs them where they would be in a file.
    const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
    const table = tableFromIPC(aligned, { useBigInt: true, useDate: true });
    const columns = table.names.map((column, i) => {
      const values = table.getChildAt(i).toArray() as ArrayLike<unknown>;
      const { length } = values;
      ensure(
        length === numRows,
        `column ${String(column)} has ${length} values in ${numRows} rows.`,
      );
      return [String(column), values] as const;
    });
    return { name, numRows, columns: new Map(columns) };
  } catch (error) {
    throw unreadable(name, "Arrow", error);
  }
}
