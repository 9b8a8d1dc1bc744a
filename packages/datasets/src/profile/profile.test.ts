import { dirname } from "node:path";
import { tableFromColumns } from "@towerkit/core";
import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { movielens } from "../movielens/movielens.js";
import { formatProfile } from "./format-profile.js";
import { profile } from "./profile.js";

const table = () =>
  tableFromColumns({
    user_id: ["a", "a", "b", "b", "b"],
    movie_id: ["1", "2", "1", "1", "3"],
    movie_title: ["X", '"Y"', "X", "X", "Z's"],
    user_rating: [1, 2, 5, 4, 5],
    timestamp: [60, 0, 86_400, 61, 62],
  });

describe("profile", () => {
  it("counts what a table holds", () => {
    expect(profile(table())).toEqual({
      rows: 5,
      users: 2,
      items: 3,
      density: 4 / 6,
      ratings: [
        { rating: 1, rows: 1 },
        { rating: 2, rows: 1 },
        { rating: 4, rows: 1 },
        { rating: 5, rows: 2 },
      ],
      meanRating: 3.4,
      duplicates: 1,
      rowsPerUser: [2, 2, 3],
      rowsPerItem: [1, 1, 3],
      titlesWithQuotes: { double: 1, single: 1 },
      from: "1970-01-01T00:00:00.000Z",
      to: "1970-01-02T00:00:00.000Z",
    });
  });

  it("does without the columns that a table may lack, and with no rows", () => {
    const bare = tableFromColumns({ who: ["a"], what: [7] });
    expect(profile(bare, { user: "who", item: "what" })).toMatchObject({
      rows: 1,
      ratings: undefined,
      titlesWithQuotes: undefined,
      from: undefined,
    });
    const empty = tableFromColumns({ user_id: [], movie_id: [], timestamp: [], user_rating: [] });
    expect(profile(empty)).toMatchObject({ rows: 0, density: 0, rowsPerUser: [0, 0, 0] });
    expect(() => profile(bare)).toThrow(/no column "user_id"/);
  });

  it("prints ratings that are too many for bars as one line", () => {
    const seconds = Array.from({ length: 200_000 }, (_, row) => row + 0.5);
    const many = tableFromColumns({
      user_id: seconds.map(String),
      movie_id: seconds.map(() => "1"),
      user_rating: seconds,
    });
    const lines = formatProfile(profile(many)).split("\n");
    expect(lines.at(-1)).toBe("ratings          0.5 to 199999.5, 200,000 different");
  });

  it("prints as a table with bars", () => {
    const lines = formatProfile(profile(table())).split("\n");
    expect(lines[0]).toBe("rows                5");
    expect(lines).toContain("density             66.667 %");
    expect(lines).toContain("rows of a user      2 to 3, median 2");
    expect(lines.at(-1)).toBe(`rating 5            2 ${"█".repeat(40)}`);
    expect(lines.at(-2)).toBe(`rating 4            1 ${"█".repeat(20)}`);
  });
});

const folder = dataDir("ml-100k");

describe.skipIf(!folder)("real ML-100K", () => {
  it("has the profile that its README and the notebooks tell of", async () => {
    const { ratings } = await movielens("100k", { dataDir: dirname(folder as string) });
    const found = profile(ratings);
    expect(found).toMatchObject({ rows: 100_000, users: 943, items: 1682, duplicates: 0 });
    expect(found.ratings?.map(({ rows }) => rows)).toEqual([6110, 11_370, 27_145, 34_174, 21_201]);
    expect(found.rowsPerUser).toEqual([20, 65, 737]);
    expect([found.from, found.to]).toEqual([
      "1997-09-20T03:05:10.000Z",
      "1998-04-22T23:10:38.000Z",
    ]);
  });
});
