import { DatasetError, shown } from "@towerkit/core";
import type { NamedFile } from "../sources/file-set.js";
import { withoutByteOrderMark } from "./byte-order-mark.js";
import { quoteFault } from "./csv.js";
import type { Faults } from "./faults.js";
import { latin1Field } from "./field-text.js";
import { latin1Fault } from "./latin1.js";
import { readRecords } from "./read-records.js";
import { RecordCursor } from "./record-cursor.js";
import type { RowLayout } from "./row-layout.js";

export interface LaidOutOptions {
  readonly layout: RowLayout;
  readonly faults: Faults;
  /** Called with each record that is laid out as it should be; the header is left out. */
  readonly onRecord: (record: RecordCursor) => void;
}

/**
 * Walks over the records of a file, and notes those that are not laid out as they should be.
 * @throws DatasetError if the header is another, or for what no reading on can make sense of.
 */
export async function readLaidOut(
  file: NamedFile,
  { layout, faults, onRecord }: LaidOutOptions,
): Promise<void> {
  const { encoding, separator, header } = layout;
  const { path } = file;
  const text = withoutByteOrderMark(file.chunks(), { path, expected: encoding });
  let isHeader = header !== undefined;
  const take = (record: RecordCursor): void => {
    if (isHeader) {
      isHeader = false;
      checkHeader(record, layout, path);
      return;
    }
    if (isSound(record, layout)) onRecord(record);
    else noteFault(record, layout, faults);
  };
  await readRecords(text, new RecordCursor({ separator, quotes: encoding === "UTF-8" }), {
    path,
    onRecord: take,
  });
  if (isHeader) {
    throw new DatasetError(`is empty; ${expectedHeader(layout)}.`, { file: path, line: 1 });
  }
}

function isSound(record: RecordCursor, { encoding, fields }: RowLayout): boolean {
  return (
    record.numFields === fields &&
    record.quoteFault === "none" &&
    !record.isCutOff &&
    (encoding === "UTF-8" || latin1Fault(record) === undefined)
  );
}

function noteFault(record: RecordCursor, layout: RowLayout, faults: Faults): void {
  const add = (kind: string, describe: () => string) => faults.add(record.line, kind, describe);
  const misquoted = quoteFault(record);
  const misencoded = layout.encoding === "latin-1" ? latin1Fault(record) : undefined;
  if (misquoted !== undefined) add(record.quoteFault, () => misquoted);
  else if (misencoded !== undefined) add(misencoded.kind, misencoded.describe);
  else if (record.isCutOff) add("cut off", () => CUT_OFF);
  else add("fields", () => wrongFields(record, layout));
}

const CUT_OFF =
  "the file stops in this row, without a line end: it is truncated. Get the file anew.";

function wrongFields(record: RecordCursor, { fields, description }: RowLayout): string {
  const { numFields, starts, ends } = record;
  const isEmpty = numFields === 1 && starts[0] === ends[0];
  const has = isEmpty ? "is empty" : `has ${numFields} field${numFields === 1 ? "" : "s"}`;
  return `the row ${has}, expected ${fields}: ${description}.`;
}

function checkHeader(record: RecordCursor, layout: RowLayout, path: string): void {
  const { header = [], separator } = layout;
  const found = Array.from({ length: record.numFields }, (_, field) => latin1Field(record, field));
  if (found.length === header.length && found.every((name, i) => name === header[i])) return;
  throw new DatasetError(`${expectedHeader(layout)}, got ${shown(found.join(separator))}.`, {
    file: path,
    line: record.line,
  });
}

function expectedHeader({ header = [], separator }: RowLayout): string {
  return `expected the names ${header.join(separator)} in the first row`;
}
