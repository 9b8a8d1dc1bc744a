import type { RowLayout } from "./row-layout.js";

const described: Readonly<Record<string, string>> = { "\t": "tabs", "|": '"|"', "::": '"::"' };

/** Rows of a file of 100k or 1m: latin-1, without names in the first row and without quotes. */
export function latin1Layout(separator: string, fields: readonly string[]): RowLayout {
  return {
    encoding: "latin-1",
    separator,
    fields: fields.length,
    description: `${fields.join(", ")}, separated by ${described[separator]}`,
  };
}

/** Rows of comma-separated values, with names in the first row. */
export function csvLayout(header: readonly string[]): RowLayout {
  return {
    encoding: "UTF-8",
    separator: ",",
    header,
    fields: header.length,
    description: header.join(","),
  };
}
