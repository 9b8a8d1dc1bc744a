import { type Codes, pairCodes } from "./codes.js";
import { type Grouping, groupBy } from "./grouping.js";

/**
 * The evaluated rows in groups that share a query and, where something is excluded, the key by which
 * it is: what one row of scores and one list of exclusions can serve. Groups of one query are
 * neighbours, in the order of the queries.
 */
export interface RowGroups {
  /** `[groups]`, rising. */
  readonly queryOfGroup: Int32Array;
  /** `[groups]`; 0 everywhere where there are no keys. */
  readonly keyOfGroup: Int32Array;
  readonly rows: Grouping;
}

/** Groups rows by their query and, where given, their key. */
export function groupRows(queries: Codes, keys: Codes | undefined): RowGroups {
  const pairs = keys === undefined ? queries : pairCodes(queries, keys);
  const queryOfPair = codesAt(queries, pairs.firstRows);
  const keyOfPair =
    keys === undefined ? new Int32Array(pairs.count) : codesAt(keys, pairs.firstRows);
  const pairOfGroup = groupBy(queryOfPair, queries.count).order;
  const groupOfPair = new Int32Array(pairs.count);
  for (let group = 0; group < pairs.count; group++) {
    groupOfPair[pairOfGroup[group] as number] = group;
  }
  return {
    queryOfGroup: pairOfGroup.map((pair) => queryOfPair[pair] as number),
    keyOfGroup: pairOfGroup.map((pair) => keyOfPair[pair] as number),
    rows: groupBy(
      pairs.codeOfRow.map((pair) => groupOfPair[pair] as number),
      pairs.count,
    ),
  };
}

function codesAt(codes: Codes, rows: readonly number[]): Int32Array {
  return Int32Array.from(rows, (row) => codes.codeOfRow[row] as number);
}
