import { dirname } from "node:path";
import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { cleanTitles } from "../titles/clean-titles.js";
import { movielens } from "./movielens.js";
import { tfdsOrder } from "./tfds-order.js";

const folder = dataDir("ml-100k");

/** Facts of the data set, from its own README and from TensorFlow Datasets. */
describe.skipIf(!folder)("real ML-100K", () => {
  const loading = folder ? movielens("100k", { dataDir: dirname(folder) }) : undefined;
  const load = async () => {
    if (loading === undefined) throw new Error("there is no data");
    return loading;
  };

  it("has its numbers of rows, ids and titles", async () => {
    const { ratings, movies, users } = await load();
    expect([ratings.numRows(), movies.numRows(), users.numRows()]).toEqual([100_000, 1_682, 943]);
    expect(new Set(ratings.array("user_id")).size).toBe(943);
    expect(new Set(movies.array("movie_id")).size).toBe(1_682);
    expect(new Set(movies.array("movie_title")).size).toBe(1_664);
  });

  it("has its mean rating and its span of time", async () => {
    const { ratings } = await load();
    const stars = ratings.array("user_rating") as number[];
    const times = ratings.array("timestamp") as number[];
    expect(stars.reduce((sum, star) => sum + star, 0) / stars.length).toBeCloseTo(3.52986, 10);
    expect([Math.min(...times), Math.max(...times)]).toEqual([874_724_710, 893_286_638]);
  });

  it("has the first rows that the tutorials print, in TensorFlow Datasets' order", async () => {
    const { ratings } = await load();
    const ordered = tfdsOrder(ratings);
    expect([0, 1, 2].map((row) => ordered.get("timestamp", row))).toEqual([
      879_024_327, 875_654_590, 882_075_110,
    ]);
  });

  it("has titles in latin-1", async () => {
    const { movies } = await load();
    const titles = movies.array("movie_title") as string[];
    const beyondAscii = titles.join("").replace(/[\0-\x7f]/g, "");
    expect(beyondAscii).toHaveLength(12);
    expect(beyondAscii).toMatch(/^[\u00c0-\u00ff]+$/);
  });

  it("has a digest of its three files", async () => {
    const { digest, origin } = await load();
    expect(digest).toBe("4c43c36099d98682efcbc3d07508cb6b950234df26985563ec2af7510b88df4f");
    expect(origin).toEqual({ kind: "folder", location: folder });
  });
});

const folder1m = dataDir("ml-1m");

/** The timestamps of the copy at hand may be rebuilt: nothing here depends on one. */
describe.skipIf(!folder1m)("real ML-1M", () => {
  const loading = folder1m ? movielens("1m", { dataDir: dirname(folder1m) }) : undefined;
  const load = async () => {
    if (loading === undefined) throw new Error("there is no data");
    return loading;
  };

  it("has its numbers of rows, ids and titles", async () => {
    const { ratings, movies, users } = await load();
    expect([ratings.numRows(), movies.numRows(), users.numRows()]).toEqual([
      1_000_209, 3_883, 6_040,
    ]);
    expect(new Set(ratings.array("user_id")).size).toBe(6_040);
    expect(new Set(ratings.array("movie_id")).size).toBe(3_706);
    expect(new Set(movies.array("movie_title")).size).toBe(3_883);
  });

  it("has its mean rating", async () => {
    expect(mean((await load()).ratings.array("user_rating"))).toBeCloseTo(3.581564, 6);
  });

  it("has titles in latin-1", async () => {
    const titles = (await load()).movies.array("movie_title") as string[];
    expect(titles.join("").replace(/[\0-\x7f]/g, "")).toHaveLength(62);
  });
});

const folderSmall = dataDir("ml-latest-small");

describe.skipIf(!folderSmall)("real ML-latest-small", () => {
  const loading = folderSmall
    ? movielens("latest-small", { dataDir: dirname(folderSmall) })
    : undefined;
  const load = async () => {
    if (loading === undefined) throw new Error("there is no data");
    return loading;
  };

  it("has its numbers of rows and ids", async () => {
    const { ratings, movies, tags, links } = await load();
    expect([ratings.numRows(), movies.numRows(), tags.numRows(), links.numRows()]).toEqual([
      100_836, 9_742, 3_683, 9_742,
    ]);
    expect(new Set(ratings.array("user_id")).size).toBe(610);
    expect(new Set(ratings.array("movie_id")).size).toBe(9_724);
  });

  it("has fewer titles than films among those rated, and fewer still once they are cleaned", async () => {
    const { ratings } = await load();
    const { table, collisions } = cleanTitles(ratings);
    expect(new Set(ratings.array("movie_title")).size).toBe(9_719);
    expect(new Set(table.array("movie_title")).size).toBe(9_446);
    expect(collisions.map(({ title }) => title)).toContain("Psycho");
  });

  it("has its mean rating and its span of time", async () => {
    const { ratings } = await load();
    const times = ratings.array("timestamp") as number[];
    expect(mean(ratings.array("user_rating"))).toBeCloseTo(3.50156, 5);
    expect([Math.min(...times), Math.max(...times)]).toEqual([828_124_615, 1_537_799_250]);
  });
});

function mean(values: ArrayLike<unknown>): number {
  return Array.from(values as ArrayLike<number>).reduce((sum, x) => sum + x, 0) / values.length;
}
