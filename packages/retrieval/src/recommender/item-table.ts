import { ConfigError, columnOf, shown, type TableLike, UnknownIdError } from "@towerkit/core";
import type { Id } from "../id.js";
import { checkDistinct, checkIds } from "../indexes/index-checks.js";
import type { Recommendation } from "./types.js";

const TITLE_COLUMN = "movie_title";
const COUNT_COLUMN = "train_count";

/** Which columns of a table of items hold what. */
export interface ItemColumns {
  readonly itemKey: string;
  readonly titleColumn?: string | undefined;
}

/** Which items are wanted. */
export interface ItemChoice {
  readonly k: number;
  readonly exclude?: readonly Id[] | undefined;
  readonly only?: readonly Id[] | undefined;
}

/** What is known of each item: its id, its title, and how often training saw it. */
export class ItemTable {
  /** In the table's order. */
  readonly ids: readonly Id[];
  readonly #titles: ArrayLike<unknown>;
  readonly #rows: ReadonlyMap<Id, number>;
  readonly #trainCounts: readonly number[] | undefined;
  #byPopularity: readonly number[] | undefined;

  constructor(table: TableLike, { itemKey, titleColumn }: ItemColumns) {
    const names = table.columnNames();
    const ids: readonly unknown[] = Array.from(columnOf(table, itemKey, "items"));
    checkIds(`items.${itemKey}`, ids);
    checkDistinct(`items.${itemKey}`, ids);
    this.ids = ids;
    const titles = titleColumn ?? (names.includes(TITLE_COLUMN) ? TITLE_COLUMN : itemKey);
    this.#titles = columnOf(table, titles, "items");
    this.#rows = new Map(ids.map((id, row) => [id, row]));
    this.#trainCounts = names.includes(COUNT_COLUMN) ? trainCounts(table) : undefined;
  }

  /** @throws UnknownIdError naming the first id that no item has. */
  checkHolds(ids: readonly Id[]): void {
    for (const id of ids) this.#row(id);
  }

  recommendation(id: Id, score: number): Recommendation {
    return { id, title: String(this.#titles[this.#row(id)]), score };
  }

  trainCount(id: Id): number {
    return this.#counts()[this.#row(id)] as number;
  }

  /** The items that training saw most often, equal ones in the table's order. */
  mostPopular({ k, exclude, only }: ItemChoice): Recommendation[] {
    const counts = this.#counts();
    this.#byPopularity ??= Array.from(this.ids.keys()).sort(
      (a, b) => (counts[b] as number) - (counts[a] as number) || a - b,
    );
    const excluded = new Set(exclude);
    const allowed = only === undefined ? undefined : new Set(only);
    const found: Recommendation[] = [];
    for (const row of this.#byPopularity) {
      if (found.length === k) break;
      const id = this.ids[row] as Id;
      if (excluded.has(id) || allowed?.has(id) === false) continue;
      found.push(this.recommendation(id, counts[row] as number));
    }
    return found;
  }

  #row(id: Id): number {
    const row = this.#rows.get(id);
    if (row === undefined) throw new UnknownIdError(`There is no item ${shown(id)}.`);
    return row;
  }

  #counts(): readonly number[] {
    if (this.#trainCounts === undefined) {
      throw new UnknownIdError(
        `Nothing about the query is known, and items has no column "${COUNT_COLUMN}" to rank by popularity.`,
      );
    }
    return this.#trainCounts;
  }
}

function trainCounts(table: TableLike): number[] {
  const counts = Array.from(columnOf(table, COUNT_COLUMN));
  return counts.map((count, row) => {
    if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 0) {
      throw new ConfigError(
        `items.${COUNT_COLUMN}[${row}] must be a whole number of at least 0, got ${shown(count)}.`,
      );
    }
    return count;
  });
}
