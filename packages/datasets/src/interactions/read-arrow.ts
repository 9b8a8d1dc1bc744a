import type { RawTable } from "./raw-table.js";
import { unreadable } from "./unreadable.js";

/** Reads an Arrow file or stream. The library that does is loaded only now. */
export async function readArrow(bytes: Uint8Array, name: string): Promise<RawTable> {
  const { tableFromIPC } = await import("@uwdata/flechette");
  try {
    const table = tableFromIPC(bytes, { useBigInt: true, useDate: true });
    const columns = table.names.map(
      (column, i) => [String(column), table.getChildAt(i).toArray() as ArrayLike<unknown>] as const,
    );
    return { name, numRows: table.numRows, columns: new Map(columns) };
  } catch (error) {
    throw unreadable(name, "Arrow", error);
  }
}
