import { DatasetError, shown } from "@towerkit/core";
import type { ByteChunks } from "../text/byte-chunks.js";
import { csvRows } from "../text/csv.js";
import { Faults } from "../text/faults.js";
import type { RawTable } from "./raw-table.js";

/** Reads a CSV file whose first row names the columns. */
export async function readCsv(
  chunks: ByteChunks,
  { name, separator }: { name: string; separator?: string },
): Promise<RawTable> {
  const faults = new Faults(name);
  let header: readonly string[] | undefined;
  const columns: string[][] = [];
  const lines: number[] = [];
  await csvRows(chunks, {
    faults,
    ...(separator !== undefined && { separator }),
    onRow(fields, line) {
      if (header === undefined) {
        header = checkHeader(fields, { name, line });
        for (const _ of fields) columns.push([]);
      } else if (fields.length !== columns.length) {
        faults.add(
          line,
          "fields",
          () => `there are ${fields.length} fields where the first row has ${columns.length}.`,
        );
      } else {
        for (let i = 0; i < fields.length; i++) columns[i].push(fields[i]);
        lines.push(line);
      }
    },
  });
  faults.throwIfAny();
  if (header === undefined) {
    throw new DatasetError("the file is empty; its first row must name the columns.", {
      file: name,
    });
  }
  return {
    name,
    numRows: lines.length,
    columns: new Map(header.map((column, i) => [column, columns[i]])),
    lineOf: (row) => lines[row],
  };
}

function checkHeader(
  fields: readonly string[],
  { name, line }: { name: string; line: number },
): readonly string[] {
  const repeated = fields.find((field, i) => fields.indexOf(field) !== i);
  if (repeated === undefined) return fields;
  throw new DatasetError(`two columns are called ${shown(repeated)}.`, { file: name, line });
}
