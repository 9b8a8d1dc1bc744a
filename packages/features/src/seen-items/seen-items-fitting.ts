import type { ColumnNames, Fitting } from "../encoder.js";
import { rowOf } from "../numeric/refuse.js";
import { stringLookup } from "../string-lookup/string-lookup.js";
import { refuseNonString } from "../text/refuse.js";
import { checkRows, namesOf, type SeenItemsColumns, type SeenItemsValue } from "./columns.js";
import { FittedSeenItems } from "./fitted-seen-items.js";
import { itemSetsOf } from "./item-sets.js";
import type { SeenItemsOptions } from "./settings.js";

export type SeenItemsFitting = Fitting<SeenItemsValue, "ids", SeenItemsColumns, FittedSeenItems>;

/** Collects who has which items. */
export class ItemSetsFitting implements SeenItemsFitting {
  readonly #options: Required<SeenItemsOptions>;
  readonly #names: readonly string[];
  readonly #itemLookup = stringLookup().fitting();
  readonly #itemsOfActor = new Map<string, Set<string>>();
  #rows = 0;

  constructor(options: Required<SeenItemsOptions>, names?: ColumnNames) {
    this.#options = options;
    this.#names = namesOf(options, names);
  }

  add(columns: SeenItemsColumns): void {
    const rows = checkRows(columns, 2, this.#names);
    const [actors, items] = columns as Required<SeenItemsColumns>;
    for (let row = 0; row < rows; row++) {
      this.#itemsOf(this.#string(actors[row], 0, row)).add(this.#string(items[row], 1, row));
    }
    this.#itemLookup.add(items as ArrayLike<string>);
    this.#rows += rows;
  }

  finish(): FittedSeenItems {
    const items = this.#itemLookup.finish();
    const actors = stringLookup({ vocabulary: [...this.#itemsOfActor.keys()] }).fit([]);
    const sets = itemSetsOf(
      Array.from(
        this.#itemsOfActor.values(),
        (own) => new Set(Array.from(own, (item) => items.encodeOne(item))),
      ),
    );
    return new FittedSeenItems(this.#options, { actors, items, sets });
  }

  #itemsOf(actor: string): Set<string> {
    const known = this.#itemsOfActor.get(actor);
    if (known !== undefined) return known;
    const items = new Set<string>();
    this.#itemsOfActor.set(actor, items);
    return items;
  }

  #string(value: unknown, column: number, row: number): string {
    if (typeof value === "string") return value;
    refuseNonString("seenItems", value, rowOf(this.#names[column], this.#rows + row));
  }
}
