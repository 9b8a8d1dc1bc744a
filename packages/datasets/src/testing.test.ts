import { ConfigError } from "@towerkit/core";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { as } from "./as.js";
import { movielens } from "./movielens/movielens.js";
import { ratingSchema } from "./movielens/schemas.js";
import { toyArchive, toyFiles, toyMovieLens, toyRatings, writeToyMovieLens } from "./testing.js";

const size = { users: 5, items: 7, rows: 35 };

describe("toy data", () => {
  it("is as big as asked for, with distinct pairs", () => {
    const { ratings, movies, users } = toyMovieLens(size);
    expect([ratings.numRows(), movies.numRows(), users.numRows()]).toEqual([35, 7, 5]);
    const films = ratings.array("movie_id");
    const pairs = Array.from(ratings.array("user_id"), (user, row) => `${user} ${films[row]}`);
    expect(new Set(pairs).size).toBe(35);
    expect(as(toyRatings(size), ratingSchema).objects()).toEqual(ratings.objects());
  });

  it("follows the seed", () => {
    expect(toyFiles({ seed: 1 })).toEqual(toyFiles({ seed: 1 }));
    expect(toyFiles({ seed: 1 })).not.toEqual(toyFiles({ seed: 2 }));
  });

  it("can be loaded as a folder, as files and as an archive", async () => {
    const folder = temporaryFolder();
    await writeToyMovieLens(folder, size);
    const loads = await Promise.all([
      movielens("100k", { dataDir: folder }),
      movielens("100k", { source: toyFiles(size) }),
      movielens("100k", { source: toyArchive(size) }),
    ]);
    for (const { ratings } of loads) {
      expect(ratings.objects()).toEqual(toyRatings(size).objects());
    }
    expect(new Set(loads.map(({ digest }) => digest)).size).toBe(1);
  });

  it.each([
    [{ rows: 601 }, /rows is 601, but 20 users and 30 items make 600 pairs/],
    [{ items: 1_723 }, /items must be at most 1722/],
    [{ users: 0 }, /users must be a whole number of at least 1/],
  ])("refuses %j", (options, message) => {
    expect(() => toyRatings(options)).toThrow(ConfigError);
    expect(() => toyRatings(options)).toThrow(message);
  });
});
