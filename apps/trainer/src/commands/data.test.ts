import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatProfile, movielens, profile } from "@towerkit/datasets";
import { writeToyMovieLens } from "@towerkit/datasets/testing";
import { temporaryFolder } from "@towerkit/test-utils";
import { beforeEach, describe, expect, it } from "vitest";
import { readJson } from "../../test/json.js";
import { run } from "../../test/run.js";
import { dataSchema } from "../schema/data.js";

describe("towerkit data", () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = temporaryFolder();
    await writeToyMovieLens(dataDir, { users: 10, items: 12, rows: 50 });
  });

  /** Changes `u.data` and reads the data set again. */
  async function damaged(change: (text: string) => string) {
    const file = join(dataDir, "ml-100k", "u.data");
    await writeFile(file, change(await readFile(file, "latin1")), "latin1");
    return run("data", "100k", "--data-dir", dataDir);
  }

  it("says where the data is and what is in it", async () => {
    const { exitCode, stdout } = await run("data", "100k", "--data-dir", dataDir);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(join(dataDir, "ml-100k"));
    expect(stdout).toMatch(/^ratings +50$/m);
    expect(stdout).toMatch(/^users +10$/m);
    expect(stdout).toMatch(/^films +12, 12 distinct titles$/m);
    expect(stdout).toMatch(/^rated +1997-09-20 to 1997-09-20$/m);
  });

  it("gives the profile of the ratings as JSON of its schema, and which data it is", async () => {
    const json = join(dataDir, "data.json");
    await run("data", "100k", "--data-dir", dataDir, "--json", json);
    const report = await readJson(json, dataSchema);
    const { schema, dataset, origin, digest, tables, distinctTitles, ...rest } = report;
    expect({ schema, dataset, origin, tables, distinctTitles }).toEqual({
      schema: 1,
      dataset: "100k",
      origin: { kind: "folder", location: join(dataDir, "ml-100k") },
      tables: { ratings: 50, movies: 12, users: 10 },
      distinctTitles: 12,
    });
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const { ratings } = await movielens("100k", { dataDir });
    expect(rest).toEqual(profile(ratings));
    expect(rest).toMatchObject({ rows: 50, users: 10 });
  });

  it("prints that profile with --profile", async () => {
    const { exitCode, stdout } = await run("data", "100k", "--data-dir", dataDir, "--profile");
    expect(exitCode).toBe(0);
    const { ratings } = await movielens("100k", { dataDir });
    expect(stdout).toBe(
      `MovieLens 100k\nin ${join(dataDir, "ml-100k")} (folder)\n\n${formatProfile(profile(ratings))}\n`,
    );
  });

  it.each(["1m", "latest-small", "20m", "25m", "32m", "latest"] as const)(
    "knows %s too",
    async (dataset) => {
      await writeToyMovieLens(dataDir, { dataset, users: 5, items: 6, rows: 30 });
      const { exitCode, stdout } = await run("data", dataset, "--data-dir", dataDir);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(new RegExp(`^MovieLens ${dataset}\n`));
      expect(stdout).toMatch(/^users +5$/m);
      expect(stdout).toMatch(/^films +6, 6 distinct titles$/m);
      const profiled = await run("data", dataset, "--data-dir", dataDir, "--profile");
      expect(profiled.stdout).toMatch(/^rows +30\nusers +5\nitems +\d\ndensity /m);
    },
  );

  it("names the data sets where it is asked for another", async () => {
    const { exitCode, stderr } = await run("data", "100m");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/no data set "100m"; the data sets are 100k, 1m, latest-small, 20m/);
  });

  it.each([
    [
      "a row with three fields",
      (text: string) => text.replace(/^(.*\n.*\n.*\t.*)\t\d+\n/, "$1\n"),
      /u\.data:3: /,
    ],
    ["a truncated u.data", (text: string) => text.slice(0, -8), /u\.data:50: /],
    ["an empty u.data", () => "", /u\.data/],
  ])("answers %s by one line with file and line, and exit code 1", async (_, change, place) => {
    const { exitCode, stdout, stderr } = await damaged(change);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^towerkit: [^\n]+\n$/);
    expect(stderr).toMatch(place);
  });
});
