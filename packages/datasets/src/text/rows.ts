import type { NamedFile } from "../sources/file-set.js";
import { NOT_UTF8 } from "./csv.js";
import type { Faults } from "./faults.js";
import { latin1Field, utf8Fields } from "./field-text.js";
import { readLaidOut } from "./laid-out-records.js";
import type { RowLayout } from "./row-layout.js";

/** Notes what is wrong with a row: its kind, and a description. */
export type FaultOfRow = (kind: string, describe: () => string) => void;

/** Hands the fields of each row to `readRow` as text, if the row is laid out as it should be. */
export async function readRows(
  file: NamedFile,
  { layout, faults }: { readonly layout: RowLayout; readonly faults: Faults },
  readRow: (fields: readonly string[], fault: FaultOfRow) => void,
): Promise<void> {
  const textOf = layout.encoding === "latin-1" ? latin1Field : utf8Fields();
  const fields = new Array<string>(layout.fields);
  await readLaidOut(file, {
    layout,
    faults,
    onRecord(record) {
      const { line } = record;
      for (let field = 0; field < fields.length; field++) {
        const text = textOf(record, field);
        if (text === undefined) {
          faults.add(line, "encoding", () => NOT_UTF8);
          return;
        }
        fields[field] = text;
      }
      readRow(fields, (kind, describe) => faults.add(line, kind, describe));
    },
  });
}
