import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { movielens, randomSplit, temporalSplit, tutorialSplit } from "towerkit";
import { dataDir } from "../where.js";
import type { Twin } from "./twins.js";

/** Writes which rows the recipe tests on, "user, tab, film" a line, for its twin: the file's name. */
export async function writeTestRows(twin: Twin, folder: string): Promise<string> {
  const test = await testRowsOf(twin);
  const movies = test.array("movie_id");
  const lines = Array.from(test.array("user_id"), (user, row) => `${user}\t${movies[row]}`);
  const file = join(folder, `test-rows-${twin.recipe}.tsv`);
  await writeFile(file, lines.join("\n"));
  return file;
}

async function testRowsOf({ data, split }: Twin) {
  const { ratings } = await movielens(data, { dataDir });
  if (split === "tutorial") return tutorialSplit(ratings).test;
  if ("latest" in split) return temporalSplit(ratings, { test: split.latest }).test;
  return randomSplit(ratings, split).test;
}
