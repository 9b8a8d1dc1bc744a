import { columnOf, type TableLike } from "@towerkit/core";
import type { Id } from "@towerkit/retrieval";
import type { Rating } from "../api.js";

/** The columns that name who rated what. */
export interface RatingKeys {
  readonly queryKey: string;
  readonly itemKey: string;
}

interface TimedRating extends Rating {
  readonly time: number;
}

/** Who rated what, from a table of interactions. Of several ratings of one film the latest holds. */
export class Ratings {
  readonly #byUser = new Map<string, Map<string, TimedRating>>();

  constructor(table: TableLike, { queryKey, itemKey }: RatingKeys) {
    const users = columnOf(table, queryKey, "interactions") as ArrayLike<Id>;
    const items = columnOf(table, itemKey, "interactions") as ArrayLike<Id>;
    const stars = optionalColumn(table, "user_rating");
    const times = optionalColumn(table, "timestamp");
    for (let row = 0; row < users.length; row++) {
      const films = this.#filmsOf(String(users[row]));
      const item = String(items[row]);
      const time = times?.[row] ?? row;
      if ((films.get(item)?.time ?? Number.NEGATIVE_INFINITY) > time) continue;
      films.set(item, {
        stars: stars?.[row] ?? null,
        date: times === undefined ? null : isoDate(time),
        time,
      });
    }
  }

  /** Every user with a rating. */
  get users(): readonly string[] {
    return [...this.#byUser.keys()];
  }

  countOf(user: string): number {
    return this.#byUser.get(user)?.size ?? 0;
  }

  of(user: string, film: string): Rating | undefined {
    const rating = this.#byUser.get(user)?.get(film);
    return rating && { stars: rating.stars, date: rating.date };
  }

  /** Film ids with what the user thought of them, latest first. */
  latestOf(user: string): (Rating & { readonly film: string })[] {
    return [...(this.#byUser.get(user) ?? [])]
      .sort(([, a], [, b]) => b.time - a.time)
      .map(([film, { stars, date }]) => ({ film, stars, date }));
  }

  /** The mean of all users' stars for each film that has any. */
  meanStars(): Map<string, number> {
    const sums = new Map<string, { total: number; count: number }>();
    for (const films of this.#byUser.values()) {
      for (const [film, { stars }] of films) {
        if (stars === null) continue;
        const { total, count } = sums.get(film) ?? { total: 0, count: 0 };
        sums.set(film, { total: total + stars, count: count + 1 });
      }
    }
    return new Map([...sums].map(([film, { total, count }]) => [film, total / count]));
  }

  #filmsOf(user: string): Map<string, TimedRating> {
    const films = this.#byUser.get(user) ?? new Map<string, TimedRating>();
    this.#byUser.set(user, films);
    return films;
  }
}

function optionalColumn(table: TableLike, name: string): ArrayLike<number> | undefined {
  return table.columnNames().includes(name) ? (table.array(name) as ArrayLike<number>) : undefined;
}

function isoDate(secondsSince1970: number): string {
  return new Date(secondsSince1970 * 1000).toISOString().slice(0, 10);
}
