import { ConfigError, checkOneOf, DatasetError, shown } from "@towerkit/core";
import { type Table, tableOf, takeRows } from "../table.js";
import { type OnDuplicate, rowsToKeep } from "./duplicates.js";
import { type RawTable, RowFaults } from "./raw-table.js";
import { type InteractionsFormat, type InteractionsSource, readSource } from "./read-source.js";
import { type ReadValue, readId, readNumber, readTime } from "./values.js";

/** One interaction. Further columns that were asked for are there too. */
export interface InteractionRow {
  readonly user_id: string;
  readonly item_id: string;
}

const ON_DUPLICATE = ["error", "keep", "last"] as const;
const UNITS_PER_SECOND = { seconds: 1, milliseconds: 1000, microseconds: 1_000_000 } as const;

export interface InteractionsOptions {
  /** Which column says who; becomes `user_id`. */
  readonly user: string;
  /** Which column says with what; becomes `item_id`. */
  readonly item: string;
  /** Which column says when; becomes `timestamp`, in seconds since 1970. */
  readonly time?: string;
  /** Which column says how it was liked; becomes `user_rating`. */
  readonly rating?: string;
  /** Columns to keep as they are, under their own names. Default: none. */
  readonly keep?: readonly string[];
  /** The unit of numbers in the column of times. Default `"seconds"`. */
  readonly timeUnit?: keyof typeof UNITS_PER_SECOND;
  /** What kind of file it is. Default: as its first bytes say, and CSV if they say nothing. */
  readonly format?: InteractionsFormat;
  /** What stands between the fields of a CSV file, one or two characters. Default: a comma. */
  readonly separator?: string;
  /**
   * What happens with a row whose user, item and time (where there is one) an earlier row has: `"error"`
   * (the default) refuses the source, `"keep"` keeps both, `"last"` the later one.
   */
  readonly onDuplicate?: OnDuplicate;
  readonly signal?: AbortSignal;
}

/**
 * Reads anyone's interactions into a table that the other packages understand: `user_id` and `item_id`
 * (texts), and, where their columns are named, `timestamp` (seconds, UTC) and `user_rating`.
 *
 * The source is a CSV, Parquet or Arrow file (a path, a URL, or its bytes; in a browser a URL of one's
 * own server, a `File` or bytes), a table, or rows. A CSV file's first row names its columns. Moments are
 * numbers in `timeUnit`, dates, or texts in ISO 8601; a text without a zone is UTC.
 *
 * @throws DatasetError naming file and line (or row) for a value that is missing or of the wrong kind,
 *   for a repeat, and for a file that cannot be read.
 * @throws ConfigError if a column is not there, or an option is wrong.
 * @example
 * const orders = await interactions("orders.csv", { user: "customer", item: "sku", time: "ordered_at" });
 */
export async function interactions(
  source: InteractionsSource,
  options: InteractionsOptions,
): Promise<Table<InteractionRow>> {
  const { user, item, time, rating, keep = [], format, separator, signal } = options;
  const { onDuplicate = "error", timeUnit = "seconds" } = options;
  checkOneOf("onDuplicate", onDuplicate, ON_DUPLICATE);
  checkOneOf("timeUnit", timeUnit, Object.keys(UNITS_PER_SECOND));
  const raw = await readSource(source, { format, separator, signal });
  const faults = new RowFaults(raw);
  const columns: Record<string, ArrayLike<unknown>> = {};
  const users = readColumn(raw, user, "user", readId(user, faults));
  const items = readColumn(raw, item, "item", readId(item, faults));
  columns["user_id"] = users;
  columns["item_id"] = items;
  let times: number[] | undefined;
  if (time !== undefined) {
    times = readColumn(raw, time, "time", readTime(time, faults, UNITS_PER_SECOND[timeUnit]));
    columns["timestamp"] = times;
  }
  if (rating !== undefined) {
    columns["user_rating"] = readColumn(raw, rating, "rating", readNumber(rating, faults));
  }
  for (const name of keep) {
    if (Object.hasOwn(columns, name)) {
      throw new ConfigError(`keep names ${shown(name)}, which is a column of the result already.`);
    }
    columns[name] = readColumn(raw, name, "keep", (value) => value);
  }
  faults.throwIfAny();
  const rows = rowsToKeep({ users, items, times }, onDuplicate, faults);
  faults.throwIfAny();
  if (rows.length === 0) {
    throw new DatasetError("there are no interactions.", { file: raw.name });
  }
  const table = tableOf(columns) as unknown as Table<InteractionRow>;
  return rows.length === raw.numRows ? table : takeRows(table, rows);
}

function readColumn<Value>(
  { name: source, columns, numRows }: RawTable,
  column: unknown,
  option: string,
  read: ReadValue<Value>,
): Value[] {
  const values = typeof column === "string" ? columns.get(column) : undefined;
  if (values === undefined) {
    const names = [...columns.keys()].map(shown).join(", ") || "(none)";
    throw new ConfigError(
      `${option} is ${shown(column)}, but there is no such column in ${source}; its columns are ${names}.`,
    );
  }
  const out = new Array<Value>(numRows);
  for (let row = 0; row < numRows; row++) out[row] = read(values[row], row);
  return out;
}
