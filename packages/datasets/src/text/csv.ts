import type { ByteChunks } from "./byte-chunks.js";
import { withoutByteOrderMark } from "./byte-order-mark.js";
import type { Faults } from "./faults.js";
import { utf8Fields } from "./field-text.js";
import { readRecords } from "./read-records.js";
import { RecordCursor } from "./record-cursor.js";

export interface CsvOptions {
  /** Where faults are noted, and how messages name the file. The caller calls `throwIfAny`. */
  readonly faults: Faults;
  /**
   * Called for each record that is well formed, the header among them, with its fields and the line
   * on which it starts, counted from 1. An empty line between others is a record of one empty field.
   */
  readonly onRow: (fields: readonly string[], line: number) => void;
  /** One or two ASCII characters. Default: a comma. */
  readonly separator?: string;
}

/**
 * Reads comma-separated values (RFC 4180, UTF-8) that come in pieces, in one pass: fields may be
 * wrapped in quotes, lines end in LF or CRLF, a byte order mark at the start and empty lines at the
 * end are left out, and the last line may lack its end. A quote inside of a field that does not
 * start with one is a character like any other.
 *
 * Records that are not well formed, in another encoding, too, are noted in `faults`.
 *
 * @throws DatasetError if the file is UTF-16, or if a record is longer than 1 MiB.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export async function csvRows(
  chunks: ByteChunks,
  { faults, onRow, separator = "," }: CsvOptions,
): Promise<void> {
  const { path } = faults;
  const textOf = utf8Fields();
  const text = withoutByteOrderMark(chunks, { path, expected: "UTF-8" });
  await readRecords(text, new RecordCursor({ separator, quotes: true }), {
    path,
    onRecord(record) {
      const fault = quoteFault(record);
      if (fault !== undefined) {
        faults.add(record.line, record.quoteFault, () => fault);
        return;
      }
      const fields = new Array<string>(record.numFields);
      for (let field = 0; field < fields.length; field++) {
        const value = textOf(record, field);
        if (value === undefined) {
          faults.add(record.line, "encoding", () => NOT_UTF8);
          return;
        }
        fields[field] = value;
      }
      onRow(fields, record.line);
    },
  });
}

export const NOT_UTF8 = "is not UTF-8 text. Save the file as UTF-8.";

/** What is wrong with a record's quotes, or `undefined`. */
export function quoteFault({ quoteFault: found }: RecordCursor): string | undefined {
  if (found === "none") return undefined;
  return found === "unclosed"
    ? "a quoted field starts in this row, and the file ends before its closing quote."
    : 'there is text after a closing quote; a quote inside of a quoted field is written "".';
}
