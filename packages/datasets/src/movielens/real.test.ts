import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { movielens } from "./movielens.js";

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

  it("comes in the order in which TensorFlow Datasets numbers rows before it shuffles them", async () => {
    const { ratings } = await load();
    const keys = Array.from({ length: 100_000 }, (_, row) => ({
      row,
      digest: createHash("md5").update(`train${row}`).digest("hex"),
    }));
    keys.sort((a, b) => (a.digest < b.digest ? -1 : 1));
    expect(keys.slice(0, 3).map(({ row }) => ratings.get("timestamp", row))).toEqual([
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
