import { ConfigError, shown } from "@towerkit/core";
import { isId } from "@towerkit/retrieval";

/** The values of rows as numbers: equal values have equal codes, counted in order of first appearance. */
export interface Codes {
  /** `[rows]`. */
  readonly codeOfRow: Int32Array;
  /** `[count]`: the first row of each code. */
  readonly firstRows: readonly number[];
  readonly count: number;
}

/** Numbers the rows by a key. */
function codesBy(numRows: number, keyOf: (row: number) => unknown): Codes {
  const codes = new Map<unknown, number>();
  const firstRows: number[] = [];
  const codeOfRow = new Int32Array(numRows);
  for (let row = 0; row < numRows; row++) {
    const key = keyOf(row);
    let code = codes.get(key);
    if (code === undefined) {
      code = codes.size;
      codes.set(key, code);
      firstRows.push(row);
    }
    codeOfRow[row] = code;
  }
  return { codeOfRow, firstRows, count: firstRows.length };
}

/**
 * Numbers the distinct keys of a column; 7 and "7" are one key.
 * @throws ConfigError for a value that is no key.
 */
export function codesOfKeys(column: ArrayLike<unknown>, name: string): Codes {
  return codesBy(column.length, (row) => keyText(column[row], name, row));
}

/** Numbers the distinct tuples that some columns of equal length make up. */
export function codesOfTuples(columns: readonly ArrayLike<unknown>[]): Codes {
  return columns.map(codesOfValues).reduce(pairCodes);
}

function codesOfValues(column: ArrayLike<unknown>): Codes {
  return codesBy(column.length, (row) => {
    const value = column[row];
    return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
  });
}

/** Numbers the distinct pairs of codes. */
export function pairCodes(left: Codes, right: Codes): Codes {
  return codesBy(
    left.codeOfRow.length,
    (row) => (left.codeOfRow[row] as number) * right.count + (right.codeOfRow[row] as number),
  );
}

/**
 * A key as keys are compared: as text, since whoever asks may come from a command line or a URL.
 * @throws ConfigError for a value that is no key.
 */
export function keyText(value: unknown, name: string, row: number): string {
  if (isId(value)) return String(value);
  throw new ConfigError(
    `${name}[${row}] is ${shown(value)}; a key must be a string or a finite number.`,
  );
}
