import { createGenerator, DatasetError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { mutate } from "../../test/mutate.js";
import { type PlainRows, plain1m, plain100k, plainCsv } from "../../test/plain-readers.js";
import { toyFiles } from "../testing.js";
import { genreNames } from "./genres.js";
import { movielens } from "./movielens.js";

type Files = Readonly<Record<string, Uint8Array>>;
type Columns = { columnNames(): string[]; objects(): object[] };

const size = { users: 3, items: 4, rows: 8 };

/** The named columns of a table, row by row. */
function rowsOf(table: Columns, names: readonly string[]): unknown[][] {
  return (table.objects() as Record<string, unknown>[]).map((row) =>
    names.map((name) => row[name]),
  );
}

const ratingNames = ["user_id", "movie_id", "user_rating", "timestamp"];

function common({ ratings, movies }: { ratings: Columns; movies: Columns }) {
  const titles = new Map(rowsOf(movies, ["movie_id", "movie_title"]) as [string, string][]);
  for (const [id, title] of rowsOf(ratings, ["movie_id", "movie_title"]) as [string, string][]) {
    if (titles.get(id) !== title) throw new Error(`rating of ${id} has the title ${title}`);
  }
  return {
    ratings: rowsOf(ratings, ratingNames),
    movies: rowsOf(movies, ["movie_id", "movie_title", "movie_genres"]).map(
      ([id, title, genres]) => [id, title, (genres as number[]).map((genre) => genreNames[genre])],
    ),
  };
}

const gender = (row: unknown[]) =>
  row.map((value) => (typeof value === "boolean" ? (value ? "M" : "F") : value));

async function read100k(source: Files): Promise<PlainRows> {
  const tables = await movielens("100k", { source });
  const names = ["user_id", "raw_user_age", "user_gender", "user_occupation_text", "user_zip_code"];
  const { ratings, movies } = common(tables);
  const sorted = movies.map(([id, title, genres]) => [id, title, (genres as string[]).sort()]);
  return { ratings, movies: sorted, others: [rowsOf(tables.users, names).map(gender)] };
}

async function read1m(source: Files): Promise<PlainRows> {
  const tables = await movielens("1m", { source });
  const names = ["user_id", "user_gender", "bucketized_user_age", "user_zip_code"];
  return { ...common(tables), others: [rowsOf(tables.users, names).map(gender)] };
}

async function readCsv(source: Files): Promise<PlainRows> {
  const tables = await movielens("20m", { source });
  const tags = rowsOf(tables.tags, ["user_id", "movie_id", "tag", "timestamp"]);
  return {
    ...common(tables),
    others: [tags, rowsOf(tables.links, ["movie_id", "imdb_id", "tmdb_id"])],
  };
}

describe("10,000 files changed at random give a typed error or what is in them", () => {
  it.each([
    ["100k", read100k, plain100k],
    ["1m", read1m, plain1m],
    ["20m", readCsv, plainCsv],
  ] as const)(
    "in the format of %s",
    async (dataset, read, readPlainly) => {
      const generator = createGenerator(5, "fuzz", dataset);
      const files = toyFiles({ dataset, ...size });
      const names = Object.keys(files);
      let errors = 0;
      for (let i = 0; i < 10_000; i++) {
        const name = names[i % names.length];
        const changed = { ...files, [name]: mutate(files[name], generator) };
        const result = await read(changed).catch((error: unknown) => error);
        if (result instanceof DatasetError) {
          errors++;
          if (result.file === undefined) expect.fail(`an error without a file: ${result.message}`);
        } else if (JSON.stringify(result) !== JSON.stringify(readPlainly(changed))) {
          expect({ name, result }).toEqual({ name, result: readPlainly(changed) });
        }
      }
      // Most changes do harm, and some, in a title, say, do none.
      expect(errors).toBeGreaterThan(3_000);
      expect(errors).toBeLessThan(9_500);
    },
    120_000,
  );
});
