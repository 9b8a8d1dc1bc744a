import {
  ConfigError,
  checkInteger,
  checkOneOf,
  columnOf,
  createGenerator,
  type Generator,
  type Schema,
  shown,
  type TableLike,
} from "@towerkit/core";
import { isTable, notATable, type Table, withColumns } from "../table.js";

const STRATEGIES = ["uniform", "popularity"] as const;

export interface SampleNegativesOptions {
  /** The catalogue that negatives come from. */
  readonly candidates: TableLike;
  /** How many negatives for each row. Default 1. */
  readonly perRow?: number;
  /** `"uniform"`: every item alike (the default); `"popularity"`: by its number of rows in the table. */
  readonly strategy?: (typeof STRATEGIES)[number];
  /** The column that says whose row it is. Default `"user_id"`. */
  readonly user?: string;
  /** The column that names the item, in both tables. Default `"movie_id"`. */
  readonly item?: string;
  /** The column that is added. Default `"negatives"`. */
  readonly as?: string;
  /** Decides which. Default 42. */
  readonly seed?: number;
}

/**
 * Adds a column of explicit negatives: for each row, items that its user has in no row of the table,
 * drawn independently, so that one item may come twice in a row.
 *
 * @throws ConfigError if a user has every item that can be drawn, an item of the table is not in the
 *   catalogue, or an option is wrong.
 * @example
 * const withNegatives = sampleNegatives(train, { candidates: movies, perRow: 4 });
 */
export function sampleNegatives<S extends Schema>(
  table: TableLike<S>,
  {
    candidates,
    perRow = 1,
    strategy = "uniform",
    user = "user_id",
    item = "movie_id",
    as: name = "negatives",
    seed = 42,
  }: SampleNegativesOptions,
): Table<S> {
  if (!isTable(table)) throw new ConfigError(notATable("table", table));
  if (!isTable(candidates)) throw new ConfigError(notATable("candidates", candidates));
  checkInteger("perRow", perRow, 1);
  checkOneOf("strategy", strategy, STRATEGIES);
  const users = columnOf(table, user);
  const items = columnOf(table, item);
  const catalogue = [...new Set(Array.from(columnOf(candidates, item, "candidates")))];
  const known = knownItems(users, items, catalogue);
  const pool = strategy === "uniform" ? catalogue : Array.from(items);
  const poolSet = new Set(pool);
  for (const [who, theirs] of known) {
    let inPool = 0;
    for (const each of theirs) if (poolSet.has(each)) inPool += 1;
    if (inPool === poolSet.size) {
      throw new ConfigError(
        `${user} ${shown(who)} has a row with each of the ${poolSet.size} items, so no negative is left to draw.`,
      );
    }
  }
  const generator = createGenerator(seed, "sample negatives");
  const negatives = Array.from(users, (who) => {
    const theirs = known.get(who) as ReadonlySet<unknown>;
    return Array.from({ length: perRow }, () => drawOutside(pool, theirs, generator));
  });
  return withColumns(table, { [name]: negatives });
}

function knownItems(
  users: ArrayLike<unknown>,
  items: ArrayLike<unknown>,
  catalogue: readonly unknown[],
): ReadonlyMap<unknown, ReadonlySet<unknown>> {
  const inCatalogue = new Set(catalogue);
  const known = new Map<unknown, Set<unknown>>();
  for (let row = 0; row < users.length; row++) {
    if (!inCatalogue.has(items[row])) {
      throw new ConfigError(`row ${row} has item ${shown(items[row])}, which candidates lacks.`);
    }
    const theirs = known.get(users[row]);
    if (theirs === undefined) known.set(users[row], new Set([items[row]]));
    else theirs.add(items[row]);
  }
  return known;
}

/** Draws until something new comes: the chance of each item outside stays what it is in the pool. */
function drawOutside(
  pool: readonly unknown[],
  theirs: ReadonlySet<unknown>,
  generator: Generator,
): unknown {
  for (;;) {
    const drawn = pool[generator.below(pool.length)];
    if (!theirs.has(drawn)) return drawn;
  }
}
