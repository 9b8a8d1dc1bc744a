import type { Bundle } from "@towerkit/bundle";
import { columnOf, type TableLike } from "@towerkit/core";
import type { Id } from "@towerkit/retrieval";
import { genreNames } from "towerkit";
import type { Film } from "../api.js";
import { foldText, matchText } from "./film-search.js";
import { readFilmTitle } from "./film-title.js";

const NAMELESS_GENRES = new Set(["Unknown", "(no genres listed)"]);

/** A film with what the page is not told about it. */
export interface CatalogueEntry {
  readonly film: Film;
  /** Under this key the recommender knows the film. */
  readonly itemId: Id;
  readonly trainCount: number;
  /** Under each of these texts a search may find the film. */
  readonly searchTexts: readonly string[];
}

/** The films of a bundle, the most rated first. */
export class Catalogue {
  readonly #byPopularity: readonly CatalogueEntry[];
  readonly #byId: ReadonlyMap<string, CatalogueEntry>;

  constructor({ candidates, manifest }: Pick<Bundle, "candidates" | "manifest">) {
    const entries = readEntries(candidates, manifest.itemKey);
    this.#byId = new Map(entries.map((entry) => [entry.film.id, entry]));
    this.#byPopularity = entries.toSorted((a, b) => b.trainCount - a.trainCount);
  }

  get size(): number {
    return this.#byId.size;
  }

  entry(id: Id): CatalogueEntry | undefined {
    return this.#byId.get(String(id));
  }

  /** The films that a text finds, the best match first and of equal ones the most rated. */
  search(text: string, limit: number): Film[] {
    const wanted = foldText(text);
    const found = this.#byPopularity.flatMap(({ film, searchTexts }) => {
      const matches = searchTexts.map((searched) => matchText(searched, wanted) ?? Infinity);
      const best = Math.min(...matches);
      return best === Infinity ? [] : [{ film, best }];
    });
    const ranked = wanted === "" ? found : found.sort((a, b) => a.best - b.best);
    return ranked.slice(0, limit).map(({ film }) => film);
  }
}

function readEntries(candidates: TableLike, itemKey: string): CatalogueEntry[] {
  const names = candidates.columnNames();
  const ids = columnOf(candidates, itemKey, "candidates") as ArrayLike<Id>;
  const titles = names.includes("movie_title") ? candidates.array("movie_title") : ids;
  const counts = columnOf(candidates, "train_count", "candidates") as ArrayLike<number>;
  const genres = names.includes("movie_genres")
    ? (candidates.array("movie_genres") as ArrayLike<ArrayLike<number>>)
    : undefined;
  return Array.from(ids, (itemId, row) => {
    const title = String(titles[row]);
    const { name, year } = readFilmTitle(title);
    return {
      film: { id: String(itemId), name, year, genres: genresOf(genres?.[row]) },
      itemId,
      trainCount: counts[row],
      searchTexts: [name, `${name} ${year ?? ""}`, title].map(foldText),
    };
  });
}

function genresOf(ids: ArrayLike<number> = []): string[] {
  return Array.from(ids, (id) => genreNames[id] ?? "Unknown").filter(
    (name) => !NAMELESS_GENRES.has(name),
  );
}
