import type { UserSummary } from "../api.js";
import type { Ratings } from "./ratings.js";

/** The orders in which users can be listed. */
export const USER_ORDERS = ["id", "rated"] as const;
export type UserOrder = (typeof USER_ORDERS)[number];

/** Those who rated something, to be looked up by the beginning of their id. */
export class Users {
  readonly #inOrder: Readonly<Record<UserOrder, readonly UserSummary[]>>;

  constructor(ratings: Ratings) {
    const byId = ratings.users
      .map((id) => ({ id, rated: ratings.countOf(id) }))
      .sort((a, b) => compareIds(a.id, b.id));
    this.#inOrder = { id: byId, rated: byId.toSorted((a, b) => b.rated - a.rated) };
  }

  get size(): number {
    return this.#inOrder.id.length;
  }

  search(beginning: string, { order, limit }: { order: UserOrder; limit: number }): UserSummary[] {
    const wanted = beginning.trim();
    return this.#inOrder[order].filter(({ id }) => id.startsWith(wanted)).slice(0, limit);
  }
}

/** Numbers by value and before all other ids, which go by code unit. */
function compareIds(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  return x - y || (a < b ? -1 : Number(a > b));
}
