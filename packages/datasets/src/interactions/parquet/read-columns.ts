import { assembleAsync } from "hyparquet/src/rowgroup.js";
import { Allowance } from "../allowance.js";
import { ensure } from "../file-fault.js";
import { readFooter } from "./footer.js";
import { readChunk } from "./read-chunk.js";

/** A file's columns by name, each as long as the file has rows. */
export interface FileColumns {
  readonly numRows: number;
  readonly columns: ReadonlyMap<string, ArrayLike<unknown>>;
}

/**
 * Reads all columns of a Parquet file that may be damaged, or written to do harm.
 *
 * The library decodes pages, but trusts what they claim: a damaged length can make it run for hours or
 * take all memory. So the footer, the chunks and every page are checked against the bytes that are there,
 * page by page, before the library sees them; no work or memory goes beyond what the file can hold.
 *
 * @throws FileFault saying what is wrong, or whatever the library throws.
 * @see https://parquet.apache.org/docs/file-format/
 */
export async function readColumns(bytes: Uint8Array): Promise<FileColumns> {
  const allowance = new Allowance(bytes.length);
  const { schema, numRows, groups } = readFooter(bytes, allowance);
  const columns = new Map(schema.children.map(({ element }) => [element.name, [] as unknown[]]));
  let groupStart = 0;
  for (const { numRows: groupRows, chunks } of groups) {
    const leaves = chunks.map((chunk) => ({
      pathInSchema: chunk.meta.path_in_schema,
      pieces: readChunk(bytes, { chunk, numRows: groupRows }, allowance),
    }));
    const asyncColumns = leaves.map(({ pathInSchema, pieces }) => ({
      pathInSchema,
      data: Promise.resolve({ data: pieces, skipped: 0 }),
    }));
    // Brings the parts of lists, maps and structs together.
    const group = assembleAsync({ groupStart, groupRows, asyncColumns }, schema);
    for (const { pathInSchema, data } of group.asyncColumns) {
      const column = columns.get(pathInSchema[0] as string);
      for (const piece of (await data).data) {
        for (let i = 0; i < piece.length; i++) column?.push(piece[i]);
      }
    }
    groupStart += groupRows;
  }
  for (const [name, { length }] of columns) {
    ensure(length === numRows, `column ${name} has ${length} values in ${numRows} rows.`);
  }
  return { numRows, columns };
}
