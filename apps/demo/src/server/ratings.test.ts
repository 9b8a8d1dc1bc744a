import { tableFromColumns } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { Ratings } from "./ratings.js";

const keys = { queryKey: "user_id", itemKey: "movie_title" };
const day = 86_400;

describe("Ratings", () => {
  const ratings = new Ratings(
    tableFromColumns({
      user_id: ["1", "1", "2", "1"],
      movie_title: ["Mill", "Café", "Mill", "Mill"],
      user_rating: [2, 3, 5, 4],
      timestamp: [10 * day, 20 * day, 5 * day, 15 * day],
    }),
    keys,
  );

  it("keeps the latest of several ratings of one film", () => {
    expect(ratings.of("1", "Mill")).toEqual({ stars: 4, date: "1970-01-16" });
    expect(ratings.countOf("1")).toBe(2);
  });

  it("lists a user's films, the latest first", () => {
    expect(ratings.latestOf("1").map(({ film }) => film)).toEqual(["Café", "Mill"]);
  });

  it("knows nothing of a user without ratings", () => {
    expect(ratings.latestOf("3")).toEqual([]);
    expect(ratings.countOf("3")).toBe(0);
    expect(ratings.of("3", "Mill")).toBeUndefined();
  });

  it("takes the mean over users", () => {
    expect(ratings.meanStars()).toEqual(
      new Map([
        ["Mill", 4.5],
        ["Café", 3],
      ]),
    );
  });

  it("does without stars and times", () => {
    const bare = new Ratings(tableFromColumns({ user_id: [7], movie_title: ["Mill"] }), keys);
    expect(bare.latestOf("7")).toEqual([{ film: "Mill", stars: null, date: null }]);
    expect(bare.meanStars()).toEqual(new Map());
  });
});
