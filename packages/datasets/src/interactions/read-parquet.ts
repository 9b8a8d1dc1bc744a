import type { RawTable } from "./raw-table.js";
import { unreadable } from "./unreadable.js";

/** Reads a Parquet file. The library that does is loaded only now. */
export async function readParquet(bytes: Uint8Array, name: string): Promise<RawTable> {
  const { readColumns } = await import("./parquet/read-columns.js");
  try {
    return { name, ...(await readColumns(bytes)) };
  } catch (error) {
    throw unreadable(name, "Parquet", error);
  }
}
