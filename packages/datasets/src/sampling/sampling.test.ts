import { ConfigError, tableFromColumns } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { implicit } from "./implicit.js";
import { sampleListwise } from "./sample-listwise.js";
import { sampleNegatives } from "./sample-negatives.js";

const ratings = () =>
  tableFromColumns({
    user_id: ["u1", "u1", "u1", "u2", "u2"],
    movie_title: ["m0", "m1", "m2", "m0", "m1"],
    movie_id: ["0", "1", "2", "0", "1"],
    user_rating: [1, 2, 3, 3, 3],
  });

describe("implicit", () => {
  it("keeps the rows that were liked", () => {
    expect(implicit(ratings(), { least: 3 }).array("movie_id")).toEqual(["2", "0", "1"]);
  });

  it("refuses a threshold that is no number or leaves nothing", () => {
    expect(() => implicit(ratings(), { least: Number.NaN })).toThrow(ConfigError);
    expect(() => implicit(ratings(), { least: 6 })).toThrow(/no row .* at least 6/);
  });
});

describe("sampleListwise", () => {
  // TensorFlow Recommenders 0.7.7's own case: u2 has too few ratings for a list of three.
  it("draws lists of one user without repeats, and leaves short users out", () => {
    const lists = sampleListwise(ratings(), { listsPerUser: 2, listLength: 3 });
    expect(lists.array("user_id")).toEqual(["u1", "u1"]);
    for (let list = 0; list < 2; list++) {
      const titles = lists.get("movie_title", list) as string[];
      expect([...titles].sort()).toEqual(["m0", "m1", "m2"]);
      expect(lists.get("user_rating", list)).toEqual(titles.map((title) => 1 + Number(title[1])));
    }
  });

  it("takes ten of ten by default, follows its seed, and keeps users in order", () => {
    const long = tableFromColumns({
      user_id: Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? "b" : "a")),
      movie_title: Array.from({ length: 40 }, (_, row) => `m${row}`),
      user_rating: new Array<number>(40).fill(5),
    });
    const lists = sampleListwise(long);
    expect(lists.array("user_id")).toEqual([
      ...new Array(10).fill("b"),
      ...new Array(10).fill("a"),
    ]);
    for (const titles of lists.array("movie_title") as string[][]) {
      expect(new Set(titles).size).toBe(10);
    }
    expect(sampleListwise(long).objects()).toEqual(lists.objects());
    expect(sampleListwise(long, { seed: 1 }).objects()).not.toEqual(lists.objects());
  });

  it("refuses lists of nothing", () => {
    expect(() => sampleListwise(ratings(), { listLength: 0 })).toThrow(/listLength/);
  });
});

describe("sampleNegatives", () => {
  const movies = (size: number) =>
    tableFromColumns({ movie_id: Array.from({ length: size }, (_, id) => String(id)) });

  it("draws from the catalogue what the user has no row with", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.constantFrom("uniform", "popularity"), (seed, strategy) => {
        const table = tableFromColumns({
          user_id: ["u1", "u1", "u2", "u3"],
          movie_id: ["0", "1", "2", "3"],
        });
        const known: Record<string, string[]> = { u1: ["0", "1"], u2: ["2"], u3: ["3"] };
        const candidates = movies(6);
        const added = sampleNegatives(table, { candidates, perRow: 3, strategy, seed });
        for (const { user_id: user, negatives } of added.objects() as {
          user_id: string;
          negatives: string[];
        }[]) {
          expect(negatives).toHaveLength(3);
          for (const item of negatives) {
            expect(known[user]).not.toContain(item);
            expect(Number(item)).toBeLessThan(strategy === "uniform" ? 6 : 4);
          }
        }
      }),
    );
  });

  it("draws every item alike, or by its number of rows", () => {
    // A new user has item 2 alone; of the others' 3,000 rows every tenth is with item 1.
    const others = 3000;
    const own = 2000;
    const table = tableFromColumns({
      user_id: Array.from({ length: others + own }, (_, row) => (row < others ? `u${row}` : "new")),
      movie_id: Array.from({ length: others + own }, (_, row) => {
        if (row >= others) return "2";
        return row % 10 === 0 ? "1" : "0";
      }),
    });
    const shareOfOnes = (strategy: "uniform" | "popularity") => {
      const added = sampleNegatives(table, { candidates: movies(3), strategy });
      const drawn = (added.array("negatives") as string[][]).slice(others).flat();
      return drawn.filter((item) => item === "1").length / own;
    };
    expect(shareOfOnes("uniform")).toBeCloseTo(0.5, 1);
    expect(shareOfOnes("popularity")).toBeCloseTo(0.1, 1);
  });

  it("refuses a user who has everything, and an item that the catalogue lacks", () => {
    const table = tableFromColumns({ user_id: ["u", "u"], movie_id: ["0", "1"] });
    expect(() => sampleNegatives(table, { candidates: movies(2) })).toThrow(/each of the 2 items/);
    expect(() => sampleNegatives(table, { candidates: movies(1) })).toThrow(/row 1 has item "1"/);
    expect(() => sampleNegatives(table, { candidates: movies(3), perRow: 0 })).toThrow(ConfigError);
  });
});
