import type { RawTable } from "./raw-table.js";
import { unreadable } from "./unreadable.js";

/** Reads a Parquet file. The library that does is loaded only now. */
export async function readParquet(bytes: Uint8Array, name: string): Promise<RawTable> {
  const { parquetMetadata, parquetRead, parquetSchema } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const file = bytes.buffer.slice(
    bytes.byteOffset,
    bytes.byteOffset + bytes.byteLength,
  ) as ArrayBuffer;
  try {
    const metadata = parquetMetadata(file);
    const numRows = Number(metadata.num_rows);
    const names = parquetSchema(metadata).children.map(({ element }) => element.name);
    const columns = new Map(names.map((column) => [column, [] as unknown[]]));
    await parquetRead({
      file,
      metadata,
      compressors,
      onChunk: ({ columnName, columnData, rowStart }) => {
        const column = columns.get(columnName);
        for (let i = 0; column !== undefined && i < columnData.length; i++) {
          column[rowStart + i] = columnData[i];
        }
      },
    });
    return { name, numRows, columns };
  } catch (error) {
    throw unreadable(name, "Parquet", error);
  }
}
