import { wholeNumber } from "../text/numbers.js";
import type { FaultOfRow } from "../text/rows.js";
import { genreId } from "./genres.js";
import { IdIndex } from "./id-index.js";

/** The catalogue's columns, and where each film id stands. */
export interface Movies {
  readonly movie_id: readonly string[];
  readonly movie_title: readonly string[];
  readonly movie_genres: readonly (readonly number[])[];
  readonly index: IdIndex;
}

export interface MovieFacts {
  readonly id: string;
  readonly title: string;
  readonly genres: readonly number[];
}

/** Gathers the films of a catalogue, whichever the file's format. */
export class MovieRows {
  readonly #ids: string[] = [];
  readonly #titles: string[] = [];
  readonly #genres: (readonly number[])[] = [];
  readonly #index = new IdIndex();

  add({ id: text, title, genres }: MovieFacts, fault: FaultOfRow): void {
    const id = wholeNumber(text);
    if (Number.isNaN(id)) {
      fault("id", () => `the film id must be a whole number, got ${JSON.stringify(text)}.`);
      return;
    }
    if (this.#index.rowOf(id) >= 0) {
      fault("repeated id", () => `film id ${id} stands in the catalogue twice.`);
      return;
    }
    if (title === "") fault("title", () => "the title is empty.");
    this.#index.add(id);
    this.#ids.push(text);
    this.#titles.push(title);
    this.#genres.push(genres);
  }

  taken(): Movies {
    return {
      movie_id: this.#ids,
      movie_title: this.#titles,
      movie_genres: this.#genres,
      index: this.#index,
    };
  }
}

/** Makes a reader of genres such as `Comedy|Drama`, which gives equal lists as one list. */
export function genreLists(): (text: string, fault: FaultOfRow) => readonly number[] {
  const lists = new Map<string, readonly number[]>();
  return (text, fault) => {
    let list = lists.get(text);
    if (list === undefined) {
      const words = text.split("|");
      list = Object.freeze(words.map(genreId));
      const unknown = list.indexOf(-1);
      if (unknown >= 0) {
        fault("genre", () => `${JSON.stringify(words[unknown])} is no genre that MovieLens has.`);
        return list;
      }
      lists.set(text, list);
    }
    return list;
  };
}
