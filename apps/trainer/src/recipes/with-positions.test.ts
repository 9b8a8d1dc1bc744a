import { tableFromColumns } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { withPositions } from "./with-positions.js";

const ratings = tableFromColumns({
  user_id: ["7", "42", "7", "7", "42"],
  movie_title: ["Heat (1995)", "Fargo (1996)", "Fargo (1996)", "Big (1988)", "Heat (1995)"],
  timestamp: [30, 10, 20, 20, 10],
});

describe("withPositions", () => {
  it("numbers each user's rows by time, those of one moment in the table's order", () => {
    const { table } = withPositions(ratings);
    expect(Array.from(table.array("position"))).toEqual([2, 0, 0, 1, 1]);
    expect(Array.from(table.array("movie_title"))).toEqual(ratings.array("movie_title"));
  });

  it("tells where a user's next row will stand, the first of one who has none", () => {
    const { next } = withPositions(ratings);
    expect([next("7"), next("42"), next("nobody")]).toEqual([3, 2, 0]);
  });
});
