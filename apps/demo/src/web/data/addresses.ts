import type { FilmPlace, UserPlace } from "../navigation/place.js";

/** Where the server answers what. */
export const addresses = {
  about: "/api/about",
  busiestUsers: (limit: number) => `/api/users?${query({ order: "rated", limit })}`,
  usersBeginning: (q: string) => `/api/users?${query({ q, limit: 8 })}`,
  user: (id: string) => `/api/users/${encodeURIComponent(id)}`,
  recommendations: ({ user, k, seen }: Pick<UserPlace, "user" | "k" | "seen">) =>
    `/api/users/${encodeURIComponent(user)}/recommendations?${query({ k, seen })}`,
  films: (q: string, limit = 8) => `/api/films?${query({ q, limit })}`,
  film: ({ film }: Pick<FilmPlace, "film">) => `/api/films/${encodeURIComponent(film)}?k=12`,
};

function query(parameters: Readonly<Record<string, string | number>>): string {
  return new URLSearchParams(
    Object.entries(parameters).map(([name, value]) => [name, String(value)]),
  ).toString();
}
