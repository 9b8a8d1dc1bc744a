import { dirname } from "node:path";
import { ConfigError } from "@towerkit/core";
import { dataDir } from "@towerkit/test-utils";
import { desc } from "arquero";
import { describe, expect, it } from "vitest";
import { movielens } from "../movielens/movielens.js";
import { synthetic } from "../synthetic/synthetic.js";
import { toyRatings } from "../testing.js";
import { idsChecksum, tutorialSplit } from "./tutorial-split.js";

describe("tutorialSplit", () => {
  it("refuses a table of another size", () => {
    expect(() => tutorialSplit(toyRatings())).toThrow(ConfigError);
    expect(() => tutorialSplit(toyRatings())).toThrow(/as they are, or use randomSplit.*200 rows/);
  });

  it("refuses other data of 100k's size", () => {
    expect(() => tutorialSplit(synthetic().ratings)).toThrow(/other rows, or has them in another/);
  });

  it("refuses what is no table", () => {
    expect(() => tutorialSplit("100k" as never)).toThrow(/ratings must be a table/);
  });
});

describe("idsChecksum", () => {
  it("is FNV-1a of the ids as lines", () => {
    // "foobar" has 0xbf9cf968 (Fowler, Noll and Vo's own test vectors); here as one line.
    const lines = Math.imul(0xbf9cf968 ^ 10, 0x01000193);
    expect(idsChecksum(["foobar"], [""])).toBe(Math.imul(lines ^ 10, 0x01000193) >>> 0);
  });

  it("tells where one id ends and the next begins", () => {
    expect(idsChecksum(["1"], ["23"])).not.toBe(idsChecksum(["12"], ["3"]));
  });
});

const folder = dataDir("ml-100k");

describe.skipIf(!folder)("real ML-100K: tutorialSplit", async () => {
  const load = () => movielens("100k", { dataDir: dirname(folder as string) });

  it("makes 80,000 train and 20,000 test rows that are the whole table", async () => {
    const { ratings } = await load();
    const { train, test } = tutorialSplit(ratings);
    const keys = (table: typeof ratings) => {
      const films = table.array("movie_id");
      return Array.from(table.array("user_id"), (user, row) => `${user} ${films[row]}`);
    };
    expect([train.numRows(), test.numRows()]).toEqual([80_000, 20_000]);
    expect(new Set([...keys(train), ...keys(test)])).toEqual(new Set(keys(ratings)));
  });

  it("refuses the same rows in another order", async () => {
    const { ratings } = await load();
    expect(() => tutorialSplit(ratings.orderby(desc("timestamp")))).toThrow(/another order/);
  });
});
