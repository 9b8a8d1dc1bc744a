import { readFileSync } from "node:fs";
import { cleanTitle, movielens } from "@towerkit/datasets";
import { stringLookup } from "@towerkit/features";
import { dataDir, referenceFile } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";

// What the notebooks print quotes MovieLens, so it is read from beside the data and not written here.
const sources = referenceFile("sources.md");
const printed = () => readFileSync(sources as string, "utf8").replaceAll(/\s+/g, " ");
const quoted = (titles: readonly string[]) => titles.map((title) => `\`${title}\``).join(", ");

/** Distinct titles by their bytes, as the notebooks sort them. */
const sorted = (titles: ArrayLike<string>) =>
  stringLookup({ order: "bytes" }).fit(titles).vocabulary();

const slices = (titles: readonly string[]) =>
  `${quoted(titles.slice(100, 103))} … ${quoted(titles.slice(-3))}`;

const titlesOf = async (name: "100k" | "1m" | "latest-small", rated: boolean) => {
  const { ratings, movies } = await movielens(name, { dataDir: dataDir() as string });
  return (rated ? ratings : movies).array("movie_title") as ArrayLike<string>;
};

describe.skipIf(!sources || !dataDir("ml-1m"))("titles of real ML-1M", () => {
  it("begin as the 1M notebook's do (source C)", async () => {
    const titles = sorted(await titlesOf("1m", false));
    expect(titles).toHaveLength(3883);
    const text = printed();
    for (const title of titles.slice(0, 10)) expect(text).toContain(`\`${title}\``);
  });
});

describe.skipIf(!sources || !dataDir("ml-latest-small"))("titles of real latest-small", () => {
  it("are those that Model I prints, cleaned (source D)", async () => {
    const titles = sorted(Array.from(await titlesOf("latest-small", true), cleanTitle));
    expect(titles).toHaveLength(9446);
    expect(printed()).toContain(`Model I ${slices(titles)}`);
  });
});

describe.skipIf(!sources || !dataDir("ml-100k"))("titles of real ML-100K", () => {
  it("are those that Model II prints (source D)", async () => {
    const titles = sorted(await titlesOf("100k", false));
    expect(titles).toHaveLength(1664);
    expect(printed()).toContain(`Model II ${slices(titles)}`);
  });
});
