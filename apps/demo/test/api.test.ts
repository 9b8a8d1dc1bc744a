import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import type { Hono } from "hono";
import { beforeAll, describe, expect, it } from "vitest";
import type {
  About,
  Failure,
  FilmList,
  FilmPage,
  RecommendationList,
  User,
  UserList,
} from "../src/api.js";
import { createApp, type DemoParts } from "../src/server/app.js";
import { openDemo } from "../src/server/open-demo.js";
import {
  HIT,
  likesWesterns,
  SPACE_FILMS,
  toyReport,
  trainToyBundle,
  UNSEEN,
  WESTERNS,
} from "./toy-world.js";

const dir = temporaryFolder();
let parts: DemoParts;
let app: Hono;

beforeAll(async () => {
  const { digest } = await trainToyBundle(dir);
  await writeFile(join(dir, "report.json"), JSON.stringify(toyReport(digest)));
  parts = await openDemo(dir);
  app = await createApp(parts);
});

async function get<T>(path: string): Promise<T> {
  const answer = await app.request(`/api/${path}`);
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as T;
}

async function getFailure(path: string): Promise<{ status: number } & Failure["error"]> {
  const answer = await app.request(`/api/${path}`);
  const { error } = (await answer.json()) as Failure;
  return { status: answer.status, ...error };
}

const filmPath = (id: string) => `films/${encodeURIComponent(id)}`;

describe("GET /api/about", () => {
  it("says which data and which model this is", async () => {
    const about = await get<About>("about");
    expect(about).toMatchObject({
      dataset: { name: "toy", synthetic: true },
      split: { kind: "fixed", seed: null },
      counts: { users: 24, films: 18 },
      model: { width: 8, readsOnlyIds: true },
    });
    expect(about.split.train + about.split.test).toBeGreaterThan(150);
  });

  it("shows the model first, then popularity and random from the report", async () => {
    const { rankers } = await get<About>("about");
    expect(rankers.map(({ name }) => name)).toEqual(["model", "popularity", "random"]);
    expect(rankers[0]?.testSeenExcluded["5"]).toBeGreaterThan(0.8);
    expect(rankers[1]?.test["10"]).toBe(0.5);
  });

  it("leaves out the report of another bundle", async () => {
    const other = await createApp({ ...parts, report: toyReport("of another bundle") });
    const { rankers } = (await (await other.request("/api/about")).json()) as About;
    expect(rankers.map(({ name }) => name)).toEqual(["model"]);
  });
});

describe("GET /api/users", () => {
  it("lists users by id, with how many films they rated in training", async () => {
    const { users } = await get<UserList>("users?limit=3");
    expect(users.map(({ id }) => id)).toEqual(["1", "2", "3"]);
    expect(users[0]?.rated).toBeGreaterThan(4);
  });

  it("finds those whose id begins with q", async () => {
    const { users } = await get<UserList>("users?q=2");
    expect(users.map(({ id }) => id)).toEqual(["2", "20", "21", "22", "23", "24"]);
    expect(await get<UserList>("users?q=77")).toEqual({ users: [] });
  });

  it("lists the busiest first, if asked", async () => {
    const { users } = await get<UserList>("users?order=rated");
    const rated = users.map((user) => user.rated);
    expect(rated).toEqual(rated.toSorted((a, b) => b - a));
    expect(rated).toHaveLength(20);
  });
});

describe("GET /api/users/:id", () => {
  it("tells what a user rated: film, stars and date, the latest first", async () => {
    const { id, known, ratings } = await get<User>("users/4");
    expect({ id, known }).toEqual({ id: "4", known: true });
    const dates = ratings.map(({ date }) => date ?? "");
    expect(dates).toEqual(dates.toSorted().reverse());
    expect(ratings.at(-1)).toEqual({
      film: { id: HIT, name: "Harvest Home", year: 1998, genres: ["Drama"] },
      stars: 4,
      date: "1997-12-02",
    });
  });

  it("knows nothing of a user whom training never saw", async () => {
    expect(await get<User>("users/nobody")).toEqual({ id: "nobody", known: false, ratings: [] });
  });
});

describe("GET /api/users/:id/recommendations", () => {
  it("hides what the user has seen in training", async () => {
    for (let user = 1; user <= 24; user++) {
      const { ratings } = await get<User>(`users/${user}`);
      const { items } = await get<RecommendationList>(`users/${user}/recommendations?k=18`);
      const seen = ratings.map(({ film }) => film.id);
      const recommended = items.map(({ film }) => film.id);
      expect([...seen, ...recommended].toSorted()).toEqual(
        [...WESTERNS, ...SPACE_FILMS, HIT, UNSEEN].toSorted(),
      );
      expect(items.every(({ rating }) => rating === null)).toBe(true);
    }
  });

  it("recommends what those of the same taste rated, best first", async () => {
    for (const user of ["3", "4"]) {
      const { coldStart, items } = await get<RecommendationList>(
        `users/${user}/recommendations?k=1`,
      );
      expect(coldStart).toBe(false);
      expect(likesWesterns(user) ? WESTERNS : SPACE_FILMS).toContain(items[0]?.film.id);
    }
    const { items } = await get<RecommendationList>("users/3/recommendations");
    const scores = items.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(items).toHaveLength(10);
  });

  it("shows seen films with the user's own stars, if asked", async () => {
    const { ratings } = await get<User>("users/4");
    const { seen, items } = await get<RecommendationList>(
      "users/4/recommendations?k=100&seen=shown",
    );
    expect(seen).toBe("shown");
    expect(items).toHaveLength(18);
    const marked = items.flatMap(({ film, rating }) => (rating ? [{ film, ...rating }] : []));
    expect(marked).toHaveLength(ratings.length);
    expect(marked).toEqual(expect.arrayContaining([...ratings]));
  });

  it("marks what the user rated in the rows kept aside", async () => {
    const { items } = await get<RecommendationList>("users/1/recommendations?k=18");
    const heldOut = items.filter((item) => item.heldOut !== null);
    expect(heldOut.length).toBeGreaterThan(0);
    expect(heldOut.every(({ film }) => film.id === HIT || WESTERNS.includes(film.id))).toBe(true);
  });

  it("gives a new user the most rated films, and says so", async () => {
    const { coldStart, items } = await get<RecommendationList>("users/5000/recommendations?k=18");
    expect(coldStart).toBe(true);
    expect(items[0]?.film.id).toBe(HIT);
    expect(items.at(-1)).toMatchObject({ film: { id: UNSEEN, year: 1930, genres: [] }, score: 0 });
  });
});

describe("GET /api/films", () => {
  const found = async (q: string) =>
    (await get<FilmList>(`films?q=${encodeURIComponent(q)}`)).films.map(({ name }) => name);

  it("finds titles whatever their case, accents and article", async () => {
    expect(await found("CAFE")).toEqual(["Café of the Plains"]);
    expect(await found("the dusty")).toEqual(["The Dusty Mill"]);
    expect(await found("mill, the")).toEqual(["The Dusty Mill"]);
    expect(await found("homme")).toEqual(["L'Homme à la selle"]);
    expect(await found("100%")).toEqual(["100% Vacuum"]);
    expect(await found("orbit 1979")).toEqual(["The Orbit"]);
    expect(await found("no such film")).toEqual([]);
  });

  it("puts titles that begin so before those with such a word", async () => {
    const names = await found("saddle");
    expect(names.slice(0, 2).toSorted()).toEqual(["Saddle Nebula", "Saddle Song"]);
    expect(names[2]).toBe("Twelve Saddles");
  });

  it("lists the most rated films where nothing is asked for", async () => {
    const { films } = await get<FilmList>("films?limit=18");
    expect(films[0]?.id).toBe(HIT);
    expect(films.at(-1)?.id).toBe(UNSEEN);
  });
});

describe("GET /api/films/:id", () => {
  it("finds the nearest films of a western among the westerns", async () => {
    const { film, ratings, neighbours } = await get<FilmPage>(
      `${filmPath("Either/Or (1987)")}?k=3`,
    );
    expect(film).toEqual({
      id: "Either/Or (1987)",
      name: "Either/Or",
      year: 1987,
      genres: ["Western"],
    });
    expect(ratings.count).toBeGreaterThan(3);
    expect(ratings.meanStars).toBeGreaterThan(1);
    expect(neighbours).toHaveLength(3);
    for (const { film: neighbour, similarity } of neighbours) {
      expect(WESTERNS).toContain(neighbour.id);
      expect(neighbour.id).not.toBe(film.id);
      expect(similarity).toBeGreaterThan(0.5);
    }
  });

  it.each([...WESTERNS, ...SPACE_FILMS])("is reached by %j", async (title) => {
    expect((await get<FilmPage>(filmPath(title))).film.id).toBe(title);
  });

  it("has no mean of a film that nobody rated", async () => {
    expect((await get<FilmPage>(filmPath(UNSEEN))).ratings).toEqual({ count: 0, meanStars: null });
  });
});

describe("bad requests", () => {
  it.each([
    ["users/1/recommendations?k=0", 'k must be a whole number of at least 1, got "0".'],
    ["users/1/recommendations?k=ten", 'k must be a whole number of at least 1, got "ten".'],
    ["users/1/recommendations?k=1e3", 'k must be a whole number of at least 1, got "1e3".'],
    ["users/1/recommendations?seen=maybe", 'seen must be hidden or shown, got "maybe".'],
    ["users?limit=-1", 'limit must be a whole number of at least 1, got "-1".'],
    ["users?order=name", 'order must be id or rated, got "name".'],
    ["films?limit=", 'limit must be a whole number of at least 1, got "".'],
    [`${filmPath(HIT)}?k=NaN`, 'k must be a whole number of at least 1, got "NaN".'],
  ])("%s is answered 400 with one message", async (path, message) => {
    expect(await getFailure(path)).toEqual({ status: 400, code: "bad-request", message });
  });

  it.each([
    ["films/No%20such%20film", 'There is no film "No such film".'],
    ["films/__proto__", 'There is no film "__proto__".'],
    ["films/%E0%A4%A", 'There is no film "%E0%A4%A".'],
    ["nowhere", "There is no GET /api/nowhere."],
  ])("%s is answered 404 with one message", async (path, message) => {
    expect(await getFailure(path)).toEqual({ status: 404, code: "not-found", message });
  });

  it("a fault of the server is told to the server alone", async () => {
    const faults: Error[] = [];
    const broken = await createApp({
      ...parts,
      recommender: Object.create(parts.recommender, {
        similar: { value: () => Promise.reject(new Error("secret")) },
      }),
      onError: (error) => faults.push(error),
    });
    const answer = await broken.request(`/api/${filmPath(HIT)}`);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      error: { code: "internal-error", message: "The server failed; its log says more." },
    });
    expect(faults.map(({ message }) => message)).toEqual(["secret"]);
  });
});

describe("createApp", () => {
  it("refuses a bundle without interactions", async () => {
    const bundle = { ...parts.bundle, interactions: async () => undefined };
    await expect(createApp({ ...parts, bundle })).rejects.toThrow("holds no interactions");
  });

  it("refuses a model that asks for more than a user's id", async () => {
    const manifest = { ...parts.bundle.manifest, queryKey: "session_id" };
    await expect(createApp({ ...parts, bundle: { ...parts.bundle, manifest } })).rejects.toThrow(
      "this bundle's query tower reads user_id",
    );
  });
});
