import { tfdsOrder } from "@towerkit/datasets";
import {
  discretization,
  hashing,
  integerLookup,
  normalization,
  stringLookup,
  textVectorization,
} from "@towerkit/features";
import { describe, expect, it } from "vitest";
import { hasMl100k, ml100k } from "./outside.js";
import { idsOfRows } from "./rows.js";

const STAR_WARS = "Star Wars (1977)";
const NEST = "One Flew Over the Cuckoo's Nest (1975)";

const column = async <V>(name: string): Promise<V[]> =>
  (await ml100k()).ratings.array(name as never) as V[];

/** The features notebook of TensorFlow Recommenders' documentation ("source B" of the design). */
describe.skipIf(!hasMl100k)("what the features notebook prints on real ML-100K", () => {
  it("looks up 2 and 59 for two titles, the empty string being the mask", async () => {
    const fitted = stringLookup({ maskToken: "" }).fit(await column<string>("movie_title"));
    expect([...fitted.encode([STAR_WARS, NEST])]).toEqual([2, 59]);
    expect(fitted.encodeOne("")).toBe(0);
    expect(fitted.encodeOne("no such film")).toBe(1);
    expect(fitted.size).toBe(1666);
  });

  it("hashes them to 101016 and 96565 of 200,000 bins", () => {
    const hash = hashing({ bins: 200_000 }).fit([]);
    expect([...hash.encode([STAR_WARS, NEST])]).toEqual([101016, 96565]);
  });

  it("has '', [UNK] and 405 as the first of the user vocabulary", async () => {
    const fitted = stringLookup({ maskToken: "" }).fit(await column<string>("user_id"));
    expect(fitted.tokens().slice(0, 3)).toEqual(["", "[UNK]", "405"]);
    expect(fitted.size).toBe(945);
  });

  it("normalises the first three timestamps, in float32", async () => {
    const { ratings } = await ml100k();
    const first = Array.from(tfdsOrder(ratings).array("timestamp")).slice(0, 3) as number[];
    const times = ratings.array("timestamp") as number[];
    const fitted = normalization({ precision: "float32" }).fit(times);
    const printed = [-0.84293705, -1.47352, -0.27203262].map(Math.fround);
    expect(Array.from(fitted.encode(first).data)).toEqual(printed);
    const exact = normalization().fit(times).encode(first).data;
    for (const [row, value] of [-0.8429394, -1.4735241, -0.2720411].entries()) {
      expect(exact[row]).toBeCloseTo(value, 7);
    }
  });

  it("buckets timestamps between 1,000 edges", async () => {
    const encoder = discretization({ boundaries: 1000, spacing: "uniform" });
    const fitted = encoder.fit(await column<number>("timestamp"));
    const printed = [874_724_710, 874_743_291, 874_761_871];
    expect(Array.from(fitted.boundaries.slice(0, 3), Math.round)).toEqual(printed);
    expect([...fitted.encode([879_024_327, 875_654_590, 882_075_110])]).toEqual([232, 51, 396]);
  });

  it("makes 32 266 162 2 267 265 53 of a title's words, and knows others at 40 to 44", async () => {
    const fitted = textVectorization().fit(await column<string>("movie_title"));
    expect(idsOfRows(fitted.encode([NEST]))).toEqual([[32, 266, 162, 2, 267, 265, 53]]);
    expect(fitted.tokens().slice(40, 45)).toEqual(["first", "1998", "1977", "1971", "monty"]);
    expect(fitted.size).toBe(2468);
  });
});

/** The context features tutorial ("source A") and the content-based post ("source E"). */
describe.skipIf(!hasMl100k)("tables of the other sources on real ML-100K", () => {
  it("have 944 rows for users and 1,665 for titles, in the order of their bytes", async () => {
    const { ratings, movies } = await ml100k();
    const byBytes = stringLookup({ order: "bytes" });
    expect(byBytes.fit(ratings.array("user_id") as string[]).size).toBe(944);
    const titles = byBytes.fit(movies.array("movie_title") as string[]);
    expect(titles.size).toBe(1665);
    expect(titles.vocabulary().slice(100, 103)).toEqual([
      "Assignment, The (1997)",
      "Associate, The (1996)",
      "Audrey Rose (1977)",
    ]);
    expect(titles.vocabulary().slice(-3)).toEqual([
      "Zeus and Roxanne (1997)",
      "unknown",
      "Á köldum klaka (Cold Fever) (1994)",
    ]);
  });

  it("have 8 rows for ages, 18 for occupations and 3 for gender", async () => {
    const { ratings } = await ml100k();
    const ages = integerLookup().fit(ratings.array("bucketized_user_age") as number[]);
    expect(ages.size).toBe(8);
    expect([...ages.vocabulary()].sort((a, b) => a - b)).toEqual([1, 18, 25, 35, 45, 50, 56]);
    const occupations = integerLookup().fit(ratings.array("user_occupation_label") as number[]);
    expect(occupations.size).toBe(18);
    const gender = integerLookup().fit(ratings.array("user_gender") as boolean[]);
    expect([...gender.encode([true, false])].sort()).toEqual([1, 2]);
    expect(gender.size).toBe(3);
  });
});
