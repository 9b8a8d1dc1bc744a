import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigError } from "@towerkit/core";
import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it, vi } from "vitest";
import { type Choice, filmsByUser, top100 } from "../../test/rank.js";
import { as } from "../as.js";
import { genreNames } from "../movielens/genres.js";
import { occupationNames } from "../movielens/occupations.js";
import { movieSchema, ratingSchema, userSchema } from "../movielens/schemas.js";
import { randomSplit } from "../splits/random-split.js";
import { toyMovieLens } from "../testing.js";
import { synthetic } from "./synthetic.js";

const made = synthetic();
const numbers = (name: string) => made.ratings.array(name) as number[];

function choicesOf(ratings: typeof made.ratings): Choice[] {
  const films = ratings.array("movie_id") as string[];
  const users = ratings.array("user_id") as string[];
  return users.map((user, row) => [Number(user) - 1, Number(films[row]) - 1] as const);
}

function countsOf(name: string): number[] {
  const counts = new Map<unknown, number>();
  for (const id of made.ratings.array(name)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts.values()].sort((a, b) => b - a);
}

describe("synthetic", () => {
  it("has 100k's shape", () => {
    const { ratings, movies, users } = made;
    expect([ratings.numRows(), movies.numRows(), users.numRows()]).toEqual([100_000, 1_682, 943]);
    const toy = toyMovieLens();
    expect(ratings.columnNames()).toEqual(toy.ratings.columnNames());
    expect(as(ratings, ratingSchema).numRows()).toBe(100_000);
    expect(as(movies, movieSchema).numCols()).toBe(3);
    expect(as(users, userSchema).numCols()).toBe(7);
    expect([made.name, made.synthetic, made.origin]).toEqual([
      "synthetic",
      true,
      { kind: "synthetic", location: "synthetic({ seed: 42 })" },
    ]);
  });

  it("is the same for the same seed, on every machine", () => {
    // Changes when the recipe does: then say so in the changeset.
    expect(made.digest).toBe("cbe382b51883de08f6faa3bab224d14e6171420de80547fa9dcd6f6fea757ed9");
    expect(synthetic({ seed: 42 }).digest).toBe(made.digest);
    expect(synthetic({ seed: 7 }).digest).not.toBe(made.digest);
  });

  it("uses no function that differs between engines", () => {
    const names = ["exp", "log", "log2", "pow", "sin", "cos", "tanh", "cbrt", "random"] as const;
    const spies = names.map((name) => vi.spyOn(Math, name));
    synthetic({ seed: 1 });
    expect(spies.map((spy) => spy.mock.calls.length)).toEqual(names.map(() => 0));
  });

  it("has users with 20 to 700 rows, most of them with few", () => {
    const counts = countsOf("user_id");
    expect([counts.length, counts[0], counts.at(-1)]).toEqual([943, 700, 20]);
    expect(counts[471]).toBeLessThan(100_000 / 943);
  });

  it("has no user rate a film twice", () => {
    expect(new Set(choicesOf(made.ratings).map(String)).size).toBe(100_000);
  });

  it("has films whose popularity falls as a power of their rank", () => {
    const counts = countsOf("movie_id");
    const points = counts.map((count, rank) => [Math.log(rank + 1), Math.log(count)] as const);
    const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
    const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
    const slope =
      mean(points.map(([x, y]) => (x - meanX) * (y - meanY))) /
      mean(points.map(([x]) => (x - meanX) ** 2));
    expect(slope).toBeLessThan(-0.7);
    expect(slope).toBeGreaterThan(-1.2);
    const topTenth = counts.slice(0, 168).reduce((sum, count) => sum + count, 0);
    expect(topTenth).toBeGreaterThan(35_000);
  });

  it("has plausible ratings, times and columns", () => {
    const stars = numbers("user_rating");
    expect([...new Set(stars)].sort()).toEqual([1, 2, 3, 4, 5]);
    const mean = stars.reduce((sum, star) => sum + star, 0) / stars.length;
    expect(Math.abs(mean - 3.5)).toBeLessThan(0.1);
    const times = numbers("timestamp");
    expect(Math.min(...times)).toBeGreaterThanOrEqual(874_724_710);
    expect(Math.max(...times)).toBeLessThanOrEqual(893_286_638);
    const labels = made.users.array("user_occupation_label") as number[];
    expect(labels.every((label) => occupationNames[label] !== undefined)).toBe(true);
    const genres = (made.movies.array("movie_genres") as number[][]).flat();
    expect(genres.every((genre) => genreNames[genre] !== undefined)).toBe(true);
  });

  it("has ratings to learn: those of half the rows tell those of the other half", () => {
    const films = numbers("movie_id");
    const stars = numbers("user_rating");
    const sums = new Map<unknown, [sum: number, count: number]>();
    for (let row = 0; row < 50_000; row++) {
      const [sum, count] = sums.get(films[row]) ?? [0, 0];
      sums.set(films[row], [sum + stars[row], count + 1]);
    }
    let [byFilm, byMean] = [0, 0];
    for (let row = 50_000; row < 100_000; row++) {
      const [sum, count] = sums.get(films[row]) ?? [0, 0];
      byFilm += (stars[row] - (sum + 17.5) / (count + 5)) ** 2;
      byMean += (stars[row] - 3.5) ** 2;
    }
    expect(byFilm).toBeLessThan(byMean * 0.95);
  });

  it("refuses a seed that is no whole number", () => {
    expect(() => synthetic({ seed: 0.5 })).toThrow(ConfigError);
  });
});

describe("synthetic titles", () => {
  const titles = made.movies.array("movie_title") as string[];

  it("are unique and end with a year", () => {
    expect(new Set(titles).size).toBe(1_682);
    for (const title of titles) expect(title).toMatch(/^[A-Z].+ \(19[3-9]\d\)$/);
  });

  it("are in latin-1, and not all in ASCII", () => {
    const beyondAscii = titles.filter((title) => /[^ -~]/.test(title));
    expect(beyondAscii.length).toBeGreaterThan(0);
    expect(beyondAscii.join("")).toMatch(/^[ -~\u00a0-\u00ff]+$/);
  });

  it.skipIf(!dataDir("ml-100k"))("are no film's in real MovieLens data", () => {
    const files = ["ml-100k/u.item", "ml-1m/movies.dat", "ml-latest-small/movies.csv"];
    const real = files
      .filter((file) => dataDir(dirname(file)))
      .map((file) => readFileSync(join(dataDir() as string, file), "latin1").toLowerCase())
      .join("\n");
    const borrowed = titles.filter((title) => {
      const words = title.replace(/(, The)? \(\d+\)$/, "").toLowerCase();
      return real.includes(words);
    });
    expect(borrowed).toEqual([]);
  });
});

describe("the taste that synthetic plants", () => {
  const numFilms = made.movies.numRows();
  const numUsers = made.users.numRows();
  const parts = randomSplit(made.ratings, { test: 20_000 });
  const seen = filmsByUser(choicesOf(parts.train), numUsers);
  const test = choicesOf(parts.test);
  const trainCounts = new Float64Array(numFilms);
  for (const films of seen) for (const film of films) trainCounts[film]++;
  const popularity = top100(() => trainCounts, { seen, test });

  it("lets likeness between films beat popularity by far", () => {
    const together = Array.from({ length: numFilms }, () => new Float64Array(numFilms));
    for (const films of seen) for (const a of films) for (const b of films) together[a][b]++;
    const likeness = top100(
      (user) => {
        const scores = new Float64Array(numFilms);
        for (const a of seen[user]) {
          for (let b = 0; b < numFilms; b++) {
            if (a !== b)
              scores[b] += together[a][b] / Math.sqrt(trainCounts[a] * trainCounts[b] || 1);
          }
        }
        return scores;
      },
      { seen, test },
    );
    expect(likeness).toBeGreaterThan(popularity * 1.4);
  });

  it("is tied to the films' genres", () => {
    const genresOf = made.movies.array("movie_genres") as number[][];
    const shares = (films: readonly number[]) => {
      const counts = new Float64Array(genreNames.length).fill(0.1);
      for (const film of films) for (const genre of genresOf[film]) counts[genre]++;
      return counts.map((count) => count / films.length);
    };
    const usual = shares(seen.flat());
    const byGenre = top100(
      (user) => {
        const own = shares(seen[user]);
        return trainCounts.map((count, film) =>
          genresOf[film].reduce((score, genre) => (score * own[genre]) / usual[genre], count),
        );
      },
      { seen, test },
    );
    expect(byGenre).toBeGreaterThan(popularity * 1.2);
  });

  it("is tied to the users' columns", () => {
    const columns = ["user_occupation_text", "bucketized_user_age", "user_gender"].map((name) =>
      Array.from(made.users.array(name)),
    );
    const likeThem = top100(
      (user) => {
        const scores = new Float64Array(numFilms);
        for (let other = 0; other < numUsers; other++) {
          const shared = columns.filter((column) => column[other] === column[user]).length;
          if (other !== user) for (const film of seen[other]) scores[film] += 3 ** shared - 1;
        }
        return scores;
      },
      { seen, test },
    );
    expect(likeThem).toBeGreaterThan(popularity * 1.1);
  });
});
