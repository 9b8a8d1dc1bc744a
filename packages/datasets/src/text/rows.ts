import type { NamedFile } from "../sources/file-set.js";
import type { Faults } from "./faults.js";
import { LineCursor } from "./lines.js";

/** Notes what is wrong with a row: its kind, and a description. */
export type FaultOfRow = (kind: string, describe: () => string) => void;

/** How the rows of a file are laid out. */
export interface RowLayout {
  readonly fields: number;
  /** What the fields are, for messages. */
  readonly description: string;
}

/** Hands the `|`-separated fields of each line to `readRow`, if there are as many as expected. */
export function readFields(
  file: NamedFile,
  { layout, faults }: { readonly layout: RowLayout; readonly faults: Faults },
  readRow: (fields: readonly string[], fault: FaultOfRow) => void,
): void {
  const line = new LineCursor(file.bytes);
  while (line.next()) {
    const fault: FaultOfRow = (kind, describe) => faults.add(line.number, kind, describe);
    if (line.isCutOff) {
      fault("cut off", () => CUT_OFF);
      continue;
    }
    const fields = line.text().split("|");
    if (fields.length === layout.fields) readRow(fields, fault);
    else fault("fields", () => wrongFields(line.text() === "" ? 0 : fields.length, layout));
  }
}

export const CUT_OFF =
  "the file stops in this row, without a line end: it is truncated. Get the file anew.";

export function wrongFields(found: number, { fields, description }: RowLayout): string {
  const has = found === 0 ? "is empty" : `has ${found} field${found === 1 ? "" : "s"}`;
  return `the row ${has}, expected ${fields}: ${description}.`;
}
