import { columnOf, requireColumns, type TableLike } from "@towerkit/core";
import type { EvaluateScorerOptions } from "../types.js";
import { type CandidatePlaces, candidatePlaces, placesOf } from "./catalogue.js";
import { type Codes, codesOfKeys, codesOfTuples } from "./codes.js";
import { type ExcludedByKey, excludedByKey, exclusionOf } from "./exclusions.js";
import { type Grouping, groupBy } from "./grouping.js";
import { groupRows, type RowGroups } from "./row-groups.js";

/** The evaluated table as numbers. */
export interface EvaluatedTable {
  readonly numRows: number;
  readonly catalogue: CandidatePlaces;
  /** `[rows]`; -1 for an item that the catalogue lacks. */
  readonly candidateOfRow: Int32Array;
  readonly users: Codes;
  /** `[users]`: the keys, as text. */
  readonly userKeys: readonly string[];
  readonly rowsOfUser: Grouping;
  readonly queryColumns: readonly string[];
  /** The query columns' values. */
  readonly columns: readonly ArrayLike<unknown>[];
  readonly queries: Codes;
  readonly excluded: ExcludedByKey | undefined;
  readonly groups: RowGroups;
}

type ReadOptions = Pick<
  EvaluateScorerOptions,
  "candidateIds" | "itemKey" | "queryKey" | "queryColumns" | "exclude"
>;

/**
 * Reads the columns that ranking needs.
 * @throws ConfigError for a column that is missing, or a value that is no id.
 */
export function readTable(table: TableLike, options: ReadOptions): EvaluatedTable {
  const { itemKey, queryKey = "user_id" } = options;
  const queryColumns = options.queryColumns ?? [queryKey];
  const exclusion = options.exclude && exclusionOf(options.exclude);
  const needed = [itemKey, queryKey, ...queryColumns, ...(exclusion ? [exclusion.key] : [])];
  requireColumns(table, needed, "the evaluated table");
  const catalogue = candidatePlaces(options.candidateIds);
  const candidateOfRow = placesOf(columnOf(table, itemKey), catalogue, itemKey);
  const userColumn = columnOf(table, queryKey);
  const users = codesOfKeys(userColumn, queryKey);
  const columns = queryColumns.map((name) => columnOf(table, name));
  const queries = codesOfTuples(columns);
  const excluded =
    exclusion && excludedByKey(exclusion, { table, itemKey, catalogue, candidateOfRow });
  return {
    numRows: table.numRows(),
    catalogue,
    candidateOfRow,
    users,
    userKeys: users.firstRows.map((row) => String(userColumn[row])),
    rowsOfUser: groupBy(users.codeOfRow, users.count),
    queryColumns,
    columns,
    queries,
    excluded,
    groups: groupRows(queries, excluded?.keys),
  };
}
