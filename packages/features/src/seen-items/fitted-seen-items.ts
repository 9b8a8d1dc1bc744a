import { ConfigError } from "@towerkit/core";
import type { Bag, Bags, ColumnNames, FittedIdEncoder, HasVocabulary } from "../encoder.js";
import type { Spans } from "../history/fitted-history.js";
import { rowOf } from "../numeric/refuse.js";
import { type FittedStringLookup, stringLookup } from "../string-lookup/string-lookup.js";
import { refuseNonString } from "../text/refuse.js";
import { checkRows, namesOf, type SeenItemsColumns, type SeenItemsValue } from "./columns.js";
import { checkItemSets, type ItemSets, placeOf } from "./item-sets.js";
import { checkSeenItemsOptions, type SeenItemsOptions } from "./settings.js";

/** The JSON of fitted seen items. */
export interface FittedSeenItemsJSON extends Required<SeenItemsOptions> {
  readonly kind: "seenItems";
  /** Whose items there are. */
  readonly actors: readonly string[];
  /** The items, in the order of their ids, from 1. */
  readonly vocabulary: readonly string[];
  /** `[actors + 1]`: where each one's items begin and end. */
  readonly offsets: readonly number[];
  /** Each one's items: their ids, rising. */
  readonly items: readonly number[];
  readonly [part: string]: unknown;
}

interface Learned {
  readonly actors: FittedStringLookup;
  readonly items: FittedStringLookup;
  readonly sets: ItemSets;
}

/** Who has which items in the train rows. */
export class FittedSeenItems
  implements FittedIdEncoder<SeenItemsValue, "ids", SeenItemsColumns>, HasVocabulary<string>
{
  readonly kind = "seenItems";
  readonly output = "ids";
  readonly outOfVocabulary = { from: 0, count: 1 };
  /** The share of the entries that each step of training hides. */
  readonly hidden: number;
  /** Whether what a step shows is a negative of what it hides. */
  readonly shownAsNegatives: boolean;
  /** What `entries` reads. */
  readonly entryColumns: readonly [by: string, item: string];
  readonly #actors: FittedStringLookup;
  readonly #items: FittedStringLookup;
  readonly #sets: ItemSets;

  constructor(options: Required<SeenItemsOptions>, { actors, items, sets }: Learned) {
    this.hidden = options.hidden;
    this.shownAsNegatives = options.shownAsNegatives;
    this.entryColumns = [options.by, options.item];
    this.#actors = actors;
    this.#items = items;
    this.#sets = sets;
  }

  get size(): number {
    return this.#items.size;
  }

  /**
   * Each row's items as a stretch of one array that all rows share. Nobody known has none.
   * @param columns - `by`; further ones are not read.
   * @throws as `encode`.
   */
  spans(columns: SeenItemsColumns, names?: ColumnNames): Spans {
    const known = namesOf(this.#options, names);
    const rows = checkRows(columns, 1, known);
    const starts = new Int32Array(rows);
    const ends = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      const actor = columns[0][row];
      if (typeof actor !== "string") refuseNonString(this.kind, actor, rowOf(known[0], row));
      [starts[row], ends[row]] = this.#rangeOf(actor);
    }
    return { starts, ends, values: this.#sets.items };
  }

  /**
   * Where in the shared array each row's own item stands among the items of its `by`, -1 where it does not.
   * @param columns - `by` and `item`.
   */
  entries(columns: SeenItemsColumns): Int32Array {
    const rows = checkRows(columns, 2, namesOf(this.#options));
    const [actors, items] = columns as Required<SeenItemsColumns>;
    const ids = this.#items.encode(items as ArrayLike<string>);
    const places = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      places[row] = placeOf(ids[row], this.#sets.items, this.#rangeOf(actors[row]));
    }
    return places;
  }

  /** The items as bags: the stretches that `spans` gives, each copied. */
  encode(columns: SeenItemsColumns, names?: ColumnNames): Bags {
    const { starts, ends, values: shared } = this.spans(columns, names);
    const offsets = new Int32Array(starts.length + 1);
    for (let row = 0; row < starts.length; row++) {
      offsets[row + 1] = offsets[row] + ends[row] - starts[row];
    }
    const values = new Int32Array(offsets[starts.length]);
    for (let row = 0; row < starts.length; row++) {
      values.set(shared.subarray(starts[row], ends[row]), offsets[row]);
    }
    return { offsets, values };
  }

  /** The items of one: a view of the shared array, not to be changed. */
  encodeOne([actor]: SeenItemsValue): Bag {
    if (typeof actor !== "string") {
      refuseNonString(this.kind, actor, `the value of ${this.entryColumns[0]}`);
    }
    return { values: this.#sets.items.subarray(...this.#rangeOf(actor)) };
  }

  /** The items, in the order of their ids, from 1. */
  vocabulary(): readonly string[] {
    return this.#items.vocabulary();
  }

  tokens(): readonly string[] {
    return this.#items.tokens();
  }

  /** Whether anyone has the item. */
  knows(item: string): boolean {
    return this.#items.knows(item);
  }

  toJSON(): FittedSeenItemsJSON {
    return {
      kind: this.kind,
      ...this.#options,
      actors: this.#actors.vocabulary(),
      vocabulary: this.vocabulary(),
      offsets: Array.from(this.#sets.offsets),
      items: Array.from(this.#sets.items),
    };
  }

  describe(): string {
    const { by, item, hidden } = this.#options;
    const actors = this.#actors.vocabulary().length;
    return `seenItems: ${this.#sets.items.length} items of ${actors} in ${by}, ${this.vocabulary().length} different in ${item}; training hides ${hidden} of them each step`;
  }

  get #options(): Required<SeenItemsOptions> {
    const [by, item] = this.entryColumns;
    return { by, item, hidden: this.hidden, shownAsNegatives: this.shownAsNegatives };
  }

  /** Where an actor's items begin and end. Id 0 is an unknown actor, who has none. */
  #rangeOf(actor: string): [start: number, end: number] {
    const id = this.#actors.encodeOne(actor);
    return id === 0 ? [0, 0] : [this.#sets.offsets[id - 1], this.#sets.offsets[id]];
  }
}

/**
 * Makes fitted seen items again of their JSON.
 * @throws ConfigError naming the part that is wrong.
 */
export function readSeenItems(json: Readonly<Record<string, unknown>>): FittedSeenItems {
  const options = checkSeenItemsOptions(json);
  if (!Array.isArray(json["actors"]) || !Array.isArray(json["vocabulary"])) {
    throw new ConfigError("seenItems actors and vocabulary must be arrays of strings.");
  }
  const lookupOf = (vocabulary: readonly string[]) => stringLookup({ vocabulary }).fit([]);
  const actors = lookupOf(json["actors"]);
  const items = lookupOf(json["vocabulary"]);
  const sets = checkItemSets(json, json["actors"].length, items.size);
  return new FittedSeenItems(options, { actors, items, sets });
}
