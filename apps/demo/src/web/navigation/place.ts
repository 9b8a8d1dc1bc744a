import type { SeenChoice } from "../../api.js";

export const LIST_LENGTHS = [10, 20, 50] as const;
export const RATING_ORDERS = ["stars", "date"] as const;
export type RatingOrder = (typeof RATING_ORDERS)[number];

/** Where one can be in the page. An address names exactly one of these. */
export type Place = HomePlace | UserPlace | FilmPlace | { readonly page: "nowhere" };

export interface HomePlace {
  readonly page: "home";
}

export interface UserPlace {
  readonly page: "user";
  readonly user: string;
  readonly seen: SeenChoice;
  readonly k: number;
  readonly order: RatingOrder;
}

export interface FilmPlace {
  readonly page: "film";
  readonly film: string;
  /** Whose recommendations led here: their own ratings are marked. */
  readonly user: string | undefined;
}

export function userPlace(user: string, view: Partial<UserPlace> = {}): UserPlace {
  return { seen: "hidden", k: 10, order: "stars", ...view, page: "user", user };
}

export function filmPlace(film: string, user?: string): FilmPlace {
  return { page: "film", film, user };
}

/** Reads an address. What it does not say, or says wrongly, is as by default. */
export function placeAt(address: Pick<URL, "pathname" | "searchParams">): Place {
  const [kind, encodedId, ...rest] = address.pathname.split("/").slice(1);
  const id = decode(encodedId);
  const query = address.searchParams;
  if (kind === "" && encodedId === undefined) return { page: "home" };
  if (id === "" || rest.length > 0) return { page: "nowhere" };
  if (kind === "films") return filmPlace(id, query.get("user") ?? undefined);
  if (kind !== "users") return { page: "nowhere" };
  const k = LIST_LENGTHS.find((length) => String(length) === query.get("k"));
  const order = RATING_ORDERS.find((one) => one === query.get("order"));
  return userPlace(id, {
    ...(query.get("seen") === "shown" && { seen: "shown" }),
    ...(k && { k }),
    ...(order && { order }),
  });
}

/** The address of a place: the shortest that `placeAt` reads as this place. */
export function addressOf(place: Place): string {
  if (place.page === "film") {
    const query = place.user === undefined ? "" : `?${new URLSearchParams({ user: place.user })}`;
    return `/films/${encodeURIComponent(place.film)}${query}`;
  }
  if (place.page !== "user") return "/";
  const usual = userPlace(place.user);
  const query = new URLSearchParams();
  if (place.seen !== usual.seen) query.set("seen", place.seen);
  if (place.k !== usual.k) query.set("k", String(place.k));
  if (place.order !== usual.order) query.set("order", place.order);
  return `/users/${encodeURIComponent(place.user)}${query.size === 0 ? "" : `?${query}`}`;
}

function decode(text = ""): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
