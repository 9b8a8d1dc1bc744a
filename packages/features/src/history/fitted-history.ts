import { ConfigError } from "@towerkit/core";
import type { Bag, Bags, ColumnNames, FittedIdEncoder, HasVocabulary } from "../encoder.js";
import { refuseNonFinite, rowOf } from "../numeric/refuse.js";
import { type FittedStringLookup, stringLookup } from "../string-lookup/string-lookup.js";
import { refuseNonString } from "../text/refuse.js";
import {
  checkRows,
  columnsOfHistory,
  type HistoryColumns,
  type HistoryValue,
  namesOf,
} from "./columns.js";
import { checkInteractions, endBefore, type Interactions } from "./interactions.js";
import { checkHistoryOptions, type HistoryOptions } from "./settings.js";

/**
 * A stretch of one shared array for each row: row `r` is `values[starts[r] … ends[r])`. Stretches of
 * different rows may overlap.
 */
export interface Spans {
  /** `[rows]` */
  readonly starts: Int32Array;
  /** `[rows]` */
  readonly ends: Int32Array;
  /** All rows' values; the encoder's own array, not to be changed. */
  readonly values: Int32Array;
}

/** The JSON of a fitted history. */
export interface FittedHistoryJSON extends HistoryOptions {
  readonly kind: "history";
  /** Whose histories there are. */
  readonly actors: readonly string[];
  /** The items, in the order of their ids, from 1. */
  readonly vocabulary: readonly string[];
  /** `[actors + 1]`: where each one's interactions begin and end. */
  readonly offsets: readonly number[];
  /** `[interactions]` */
  readonly times: readonly number[];
  /** `[interactions]`: the items' ids. */
  readonly items: readonly number[];
  readonly [part: string]: unknown;
}

interface Learned {
  /** Different strings, in the order of `interactions`. */
  readonly actors: readonly string[];
  readonly items: FittedStringLookup;
  readonly interactions: Interactions;
}

/** The train interactions, and which of them lie before a row's moment. */
export class FittedHistory
  implements FittedIdEncoder<HistoryValue, "ids", HistoryColumns>, HasVocabulary<string>
{
  readonly kind = "history";
  readonly output = "ids";
  readonly outOfVocabulary = { from: 0, count: 1 };
  readonly #options: HistoryOptions;
  readonly #actors: FittedStringLookup;
  readonly #items: FittedStringLookup;
  readonly #interactions: Interactions;

  constructor(options: HistoryOptions, { actors, items, interactions }: Learned) {
    this.#options = options;
    this.#actors = stringLookup({ vocabulary: actors }).fit([]);
    this.#items = items;
    this.#interactions = interactions;
  }

  get size(): number {
    return this.#items.size;
  }

  /** What fitting reads. */
  get fittedColumns(): readonly string[] {
    return columnsOfHistory(this.#options);
  }

  /**
   * Each row's history as a stretch of one array that all rows share: nothing is copied. A row whose
   * `by` was never fitted has an empty one.
   * @param columns - `by` and `orderBy`; further ones are not read.
   * @throws as `encode`.
   */
  spans(columns: HistoryColumns, names?: ColumnNames): Spans {
    const known = namesOf(this.#options, names);
    const rows = checkRows(columns, 2, known);
    const [actors, times] = columns;
    const starts = new Int32Array(rows);
    const ends = new Int32Array(rows);
    for (let i = 0; i < rows; i++) {
      const actor = actors[i];
      const time = times[i];
      if (typeof actor !== "string") refuseNonString(this.kind, actor, rowOf(known[0], i));
      if (typeof time !== "number" || !Number.isFinite(time)) {
        refuseNonFinite(this.kind, time, rowOf(known[1], i));
      }
      const id = this.#actors.encodeOne(actor);
      ends[i] = this.#endOf(id, time);
      starts[i] = this.#startOf(id, ends[i]);
    }
    return { starts, ends, values: this.#interactions.items };
  }

  /** The histories as bags: the stretches that `spans` gives, each copied. */
  encode(columns: HistoryColumns, names?: ColumnNames): Bags {
    const { starts, ends, values: shared } = this.spans(columns, names);
    const offsets = new Int32Array(starts.length + 1);
    for (let row = 0; row < starts.length; row++) {
      offsets[row + 1] = offsets[row] + ends[row] - starts[row];
    }
    const values = new Int32Array(offsets[starts.length]);
    for (let row = 0, to = 0; row < starts.length; row++) {
      for (let from = starts[row]; from < ends[row]; from++) values[to++] = shared[from];
    }
    return { offsets, values };
  }

  /** One history, oldest first: a view of the shared array, not to be changed. */
  encodeOne([actor, time]: HistoryValue): Bag {
    if (typeof actor !== "string")
      refuseNonString(this.kind, actor, `the value of ${this.#options.by}`);
    if (typeof time !== "number" || !Number.isFinite(time)) {
      refuseNonFinite(this.kind, time, `the value of ${this.#options.orderBy}`);
    }
    const id = this.#actors.encodeOne(actor);
    const end = this.#endOf(id, time);
    return { values: this.#interactions.items.subarray(this.#startOf(id, end), end) };
  }

  /** Where an actor's interactions before `time` end. Id 0 is an unknown actor, who has none. */
  #endOf(id: number, time: number): number {
    const { offsets, times } = this.#interactions;
    return id === 0 ? 0 : endBefore(time, times, offsets[id - 1], offsets[id]);
  }

  #startOf(id: number, end: number): number {
    return id === 0 ? 0 : Math.max(this.#interactions.offsets[id - 1], end - this.#options.length);
  }

  /** The items, in the order of their ids, from 1. */
  vocabulary(): readonly string[] {
    return this.#items.vocabulary();
  }

  tokens(): readonly string[] {
    return this.#items.tokens();
  }

  /** Whether the item is in anyone's history. */
  knows(item: string): boolean {
    return this.#items.knows(item);
  }

  toJSON(): FittedHistoryJSON {
    const { offsets, times, items } = this.#interactions;
    return {
      kind: this.kind,
      ...this.#options,
      actors: this.#actors.vocabulary(),
      vocabulary: this.vocabulary(),
      offsets: Array.from(offsets),
      times: Array.from(times),
      items: Array.from(items),
    };
  }

  describe(): string {
    const { by, item, orderBy, length } = this.#options;
    const interactions = this.#interactions.items.length;
    const actors = this.#actors.vocabulary().length;
    return `history: up to ${length} of ${interactions} earlier interactions, of ${actors} in ${by} with ${this.vocabulary().length} in ${item}, by ${orderBy}`;
  }
}

/**
 * Makes a fitted history again of its JSON.
 * @throws ConfigError naming the part that is wrong.
 */
export function readHistory(json: Readonly<Record<string, unknown>>): FittedHistory {
  const options = checkHistoryOptions(json);
  const lookupOf = (part: string) =>
    stringLookup({ vocabulary: json[part] as readonly string[] }).fit([]);
  if (!Array.isArray(json["actors"]) || !Array.isArray(json["vocabulary"])) {
    throw new ConfigError("history actors and vocabulary must be arrays of strings.");
  }
  const actors = lookupOf("actors").vocabulary();
  const items = lookupOf("vocabulary");
  const interactions = checkInteractions(json, actors.length, items.size);
  return new FittedHistory(options, { actors, items, interactions });
}
