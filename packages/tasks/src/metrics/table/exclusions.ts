import { ConfigError, columnOf, requireColumns, shown, type TableLike } from "@towerkit/core";
import type { Exclusion } from "../types.js";
import { type CandidatePlaces, placesOf } from "./catalogue.js";
import { type Codes, codesOfKeys, keyText } from "./codes.js";
import { groupBy, membersOf } from "./grouping.js";

/** The key by which items are excluded when only a table is given. */
const DEFAULT_KEY = "user_id";

/**
 * Fills in the key of an exclusion, or makes one of a table alone.
 * @param defaultKey - the key where none is named. Default `"user_id"`.
 * @throws ConfigError for anything but a table, or an object with one.
 */
export function exclusionOf(
  exclude: Exclusion | TableLike,
  defaultKey = DEFAULT_KEY,
): Required<Exclusion> {
  if (isTable(exclude)) return { table: exclude, key: defaultKey };
  const { table, key = defaultKey } = exclude;
  if (isTable(table)) return { table, key };
  throw new ConfigError(
    `exclude must be a table, or { table, key } with a table, got ${shown(exclude)}.`,
  );
}

function isTable(value: unknown): value is TableLike {
  return typeof (value as Partial<TableLike> | undefined)?.numRows === "function";
}

/** What is excluded for each key of the evaluated table, and how often that met a row's own item. */
export interface ExcludedByKey {
  /** The evaluated rows by key. */
  readonly keys: Codes;
  /** `[keys + 1]`: where each key's candidates start. */
  readonly offsets: Int32Array;
  /** Candidate indices, repeated where the excluded table repeats itself. */
  readonly candidates: Int32Array;
  readonly positivesSeen: number;
}

/** The evaluated rows, and the candidate that each names. */
export interface EvaluatedRows {
  readonly table: TableLike;
  readonly itemKey: string;
  readonly catalogue: CandidatePlaces;
  readonly candidateOfRow: Int32Array;
}

/**
 * Looks up the excluded items of every key that the evaluated table has.
 * @throws ConfigError if the excluded table lacks a column.
 */
export function excludedByKey(
  exclusion: Required<Exclusion>,
  evaluated: EvaluatedRows,
): ExcludedByKey {
  const { table, key } = exclusion;
  const { itemKey, catalogue } = evaluated;
  requireColumns(table, [key, itemKey], "the excluded table");
  const keyColumn = columnOf(evaluated.table, key);
  const keys = codesOfKeys(keyColumn, key);
  const candidates = placesOf(columnOf(table, itemKey), catalogue, `exclude: ${itemKey}`);
  const keyOfRow = codesIn(keys, keyColumn, columnOf(table, key), `exclude: ${key}`);
  for (let row = 0; row < keyOfRow.length; row++) {
    if ((candidates[row] as number) < 0) keyOfRow[row] = -1;
  }
  const rowsOfKey = groupBy(keyOfRow, keys.count);
  const lists = {
    offsets: rowsOfKey.offsets,
    candidates: rowsOfKey.order.map((row) => candidates[row] as number),
  };
  return { keys, ...lists, positivesSeen: countSeen(lists, evaluated, keys) };
}

/** The codes that a column's ids have in another column, -1 for an id that the other lacks. */
function codesIn(
  codes: Codes,
  coded: ArrayLike<unknown>,
  column: ArrayLike<unknown>,
  name: string,
): Int32Array {
  const codeOf = new Map(codes.firstRows.map((row, code) => [String(coded[row]), code]));
  const found = new Int32Array(column.length);
  for (let row = 0; row < column.length; row++) {
    found[row] = codeOf.get(keyText(column[row], name, row)) ?? -1;
  }
  return found;
}

/** Counts the evaluated rows whose own item is in the list of their key. */
function countSeen(
  lists: Pick<ExcludedByKey, "offsets" | "candidates">,
  { catalogue, candidateOfRow }: EvaluatedRows,
  keys: Codes,
): number {
  const rowsOfKey = groupBy(keys.codeOfRow, keys.count);
  const latestKey = new Int32Array(catalogue.size).fill(-1);
  let seen = 0;
  for (let key = 0; key < keys.count; key++) {
    const excluded = lists.candidates.subarray(lists.offsets[key], lists.offsets[key + 1]);
    for (const candidate of excluded) latestKey[candidate] = key;
    for (const row of membersOf(rowsOfKey, key)) {
      const own = candidateOfRow[row] as number;
      if (own >= 0 && latestKey[own] === key) seen++;
    }
  }
  return seen;
}
