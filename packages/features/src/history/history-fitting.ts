import type { ColumnNames, Fitting } from "../encoder.js";
import { refuseNonFinite, rowOf } from "../numeric/refuse.js";
import { stringLookup } from "../string-lookup/string-lookup.js";
import { refuseNonString } from "../text/refuse.js";
import { checkRows, type HistoryColumns, type HistoryValue, namesOf } from "./columns.js";
import { FittedHistory } from "./fitted-history.js";
import { sortInteractions } from "./interactions.js";
import type { HistoryOptions } from "./settings.js";

export type HistoryFitting = Fitting<HistoryValue, "ids", HistoryColumns, FittedHistory>;

const FIRST_CAPACITY = 1024;

/** Numbers strings from 0 in the order in which they come. */
class Numbering {
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  texts(): string[] {
    return [...this.#numbers.keys()];
  }
}

/** Collects interactions. */
export class InteractionsFitting implements HistoryFitting {
  readonly #options: HistoryOptions;
  readonly #names: readonly string[];
  readonly #actorNumbers = new Numbering();
  readonly #itemNumbers = new Numbering();
  readonly #itemLookup = stringLookup().fitting();
  #actors = new Int32Array(FIRST_CAPACITY);
  #items = new Int32Array(FIRST_CAPACITY);
  #times = new Float64Array(FIRST_CAPACITY);
  #rows = 0;

  constructor(options: HistoryOptions, names?: ColumnNames) {
    this.#options = options;
    this.#names = namesOf(options, names);
  }

  add(columns: HistoryColumns): void {
    const rows = checkRows(columns, 3, this.#names);
    const [actors, times, items] = columns as Required<HistoryColumns>;
    this.#reserve(this.#rows + rows);
    for (let i = 0; i < rows; i++) {
      const actor = actors[i];
      const time = times[i];
      const item = items[i];
      if (typeof actor !== "string") this.#refuse(actor, 0, i);
      if (typeof time !== "number" || !Number.isFinite(time)) this.#refuse(time, 1, i);
      if (typeof item !== "string") this.#refuse(item, 2, i);
      this.#actors[this.#rows + i] = this.#actorNumbers.numberOf(actor);
      // Adding 0 turns -0 into 0: JSON does not tell them apart.
      this.#times[this.#rows + i] = time + 0;
      this.#items[this.#rows + i] = this.#itemNumbers.numberOf(item);
    }
    this.#itemLookup.add(items as ArrayLike<string>);
    this.#rows += rows;
  }

  finish(): FittedHistory {
    const items = this.#itemLookup.finish();
    const idOfNumber = items.encode(this.#itemNumbers.texts());
    const actors = this.#actorNumbers.texts();
    const interactions = sortInteractions({
      actors: this.#actors.subarray(0, this.#rows),
      actorCount: actors.length,
      times: this.#times.subarray(0, this.#rows),
      items: this.#items.subarray(0, this.#rows).map((number) => idOfNumber[number]),
    });
    return new FittedHistory(this.#options, { actors, items, interactions });
  }

  #refuse(value: unknown, column: number, row: number): never {
    const place = rowOf(this.#names[column], this.#rows + row);
    if (column === 1) refuseNonFinite("history", value, place);
    refuseNonString("history", value, place);
  }

  #reserve(rows: number): void {
    if (rows <= this.#times.length) return;
    const capacity = Math.max(rows, this.#times.length * 2);
    const actors = new Int32Array(capacity);
    const items = new Int32Array(capacity);
    const times = new Float64Array(capacity);
    actors.set(this.#actors);
    items.set(this.#items);
    times.set(this.#times);
    [this.#actors, this.#items, this.#times] = [actors, items, times];
  }
}
