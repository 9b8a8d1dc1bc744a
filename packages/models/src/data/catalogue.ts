import {
  ConfigError,
  requireColumns,
  shown,
  type TableLike,
  tableFromColumns,
} from "@towerkit/core";
import { type Id, isId } from "@towerkit/retrieval";
import { placesOf } from "@towerkit/tasks";

/** The items that a model ranks: one row each, whatever the table they came from repeated. */
export interface Catalogue {
  /** The column that identifies an item. */
  readonly itemKey: string;
  /** The key of each row, in the order of the table it came from. */
  readonly ids: readonly Id[];
  /** The kept rows, with all columns of the source. */
  readonly table: TableLike;
  /** The row of an item by its key; a merged row's key leads to the row that was kept. */
  readonly rowOf: ReadonlyMap<Id, number>;
  /** How many rows were dropped because they equalled an earlier one in every tower input. */
  readonly merged: number;
}

/**
 * Reads a catalogue: rows that are equal in every input of the candidate tower become one, the
 * first of them, because a tower cannot tell them apart.
 *
 * @throws ConfigError for a missing column, an empty table, a key that is no id, or one key with two
 * different inputs.
 */
export function readCatalogue(
  candidates: TableLike,
  { itemKey, inputs }: { readonly itemKey: string; readonly inputs: readonly string[] },
): Catalogue {
  requireColumns(candidates, [itemKey, ...inputs], "candidates");
  const numRows = candidates.numRows();
  if (numRows === 0) {
    throw new ConfigError("candidates is empty; it must hold one row for each item.");
  }
  const keys = candidates.array(itemKey);
  const inputColumns = inputs.map((name) => candidates.array(name));
  const ids: Id[] = [];
  const keptRows: number[] = [];
  const rowOf = new Map<Id, number>();
  const rowOfInputs = new Map<string, number>();
  for (let row = 0; row < numRows; row++) {
    const id = checkId(keys[row], itemKey, row);
    const inputsHere = textOf(inputColumns.map((column) => column[row]));
    const twin = rowOfInputs.get(inputsHere);
    const known = rowOf.get(id);
    if (known !== undefined && known !== twin) {
      refuseTwoItems(candidates, { itemKey, inputs, first: keptRows[known], second: row });
    }
    if (twin !== undefined) {
      rowOf.set(id, twin);
      continue;
    }
    rowOfInputs.set(inputsHere, ids.length);
    rowOf.set(id, ids.length);
    ids.push(id);
    keptRows.push(row);
  }
  const table = pickRows(candidates, keptRows);
  return { itemKey, ids, table, rowOf, merged: numRows - ids.length };
}

function checkId(value: unknown, itemKey: string, row: number): Id {
  if (isId(value)) return value;
  throw new ConfigError(
    `candidates: ${itemKey} of row ${row} (from 0) is ${shown(value)}; it must be a string or a finite number.`,
  );
}

/** Equal values have equal texts, and different ones different texts, also where JSON knows them not. */
const textOf = (values: readonly unknown[]): string =>
  JSON.stringify(values, (_, value: unknown) =>
    hasJson(value) ? value : { [typeof value]: String(value) },
  );

const hasJson = (value: unknown): boolean =>
  typeof value === "number"
    ? Number.isFinite(value)
    : value !== undefined && typeof value !== "bigint";

function refuseTwoItems(
  candidates: TableLike,
  {
    itemKey,
    inputs,
    first,
    second,
  }: {
    readonly itemKey: string;
    readonly inputs: readonly string[];
    readonly first: number;
    readonly second: number;
  },
): never {
  const valuesOf = (name: string) => [candidates.get(name, first), candidates.get(name, second)];
  const differing = inputs.filter((name) => {
    const [one, other] = valuesOf(name);
    return textOf([one]) !== textOf([other]);
  });
  const differences = differing.map((name) => `${name} (${valuesOf(name).map(shown).join(", ")})`);
  throw new ConfigError(
    `candidates: rows ${first} and ${second} (from 0) both have ${itemKey} ${shown(candidates.get(itemKey, second))}, ` +
      `but differ in ${differences.join(" and ")}; give each item a key of its own, or name another itemKey.`,
  );
}

/** A table of the named rows of another, columns copied once. */
function pickRows(table: TableLike, rows: readonly number[]): TableLike {
  return tableFromColumns(
    Object.fromEntries(
      table.columnNames().map((name) => {
        const values = table.array(name);
        return [name, rows.map((row) => values[row])];
      }),
    ),
  );
}

/**
 * The same table with every merged item under the key that the catalogue kept.
 * @param what - how messages call the table.
 * @returns the table itself where no key was merged away.
 * @throws ConfigError if the table lacks the item key, or a key is a string where the catalogue has a
 * number or the other way round. Items that the catalogue lacks stay as they are.
 */
export function withKeptKeys(
  table: TableLike,
  { itemKey, ids, rowOf }: Catalogue,
  what: string,
): TableLike {
  requireColumns(table, [itemKey], what);
  const keys = table.array(itemKey) as ArrayLike<Id>;
  const rows = placesOf(keys, rowOf, `${what}: ${itemKey}`);
  if (rowOf.size === ids.length) return table;
  const kept = Array.from(rows, (row, i) => (row < 0 ? keys[i] : ids[row]));
  return {
    numRows: () => table.numRows(),
    columnNames: () => table.columnNames(),
    get: (name, row = 0) => (name === itemKey ? kept[row] : table.get(name, row)),
    array: (name) => (name === itemKey ? kept : table.array(name)),
  };
}
