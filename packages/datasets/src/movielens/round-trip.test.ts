import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parts1m, parts100k, partsCsv } from "../../test/arbitrary-parts.js";
import { joinedRatings } from "../../test/joined-ratings.js";
import { toyArchive, toyFiles, toyMovieLens } from "../testing.js";
import { joinTables1m } from "./1m/tables.js";
import { writeFiles1m } from "./1m/write.js";
import { joinTables } from "./100k/tables.js";
import { writeFiles } from "./100k/write.js";
import { writeFilesCsv } from "./csv/write.js";
import { movielens, movielensNames } from "./movielens.js";

const runs = { numRuns: 200 };
const rows = (table: { objects(): object[] }) => table.objects();

describe("a random data set is read back as it was written", () => {
  it("in 100k's format", async () => {
    await fc.assert(
      fc.asyncProperty(parts100k, async (parts) => {
        const read = await movielens("100k", { source: writeFiles(parts) });
        const written = joinTables(parts);
        expect(rows(read.ratings)).toEqual(rows(written.ratings));
        expect(rows(read.movies)).toEqual(rows(written.movies));
        expect(rows(read.users)).toEqual(rows(written.users));
      }),
      runs,
    );
  });

  it("in 1m's format", async () => {
    await fc.assert(
      fc.asyncProperty(parts1m, async (parts) => {
        const read = await movielens("1m", { source: writeFiles1m(parts) });
        const written = joinTables1m(parts);
        expect(rows(read.ratings)).toEqual(rows(written.ratings));
        expect(rows(read.movies)).toEqual(rows(written.movies));
        expect(rows(read.users)).toEqual(rows(written.users));
      }),
      runs,
    );
  });

  it("as comma-separated values", async () => {
    const newline = fc.constantFrom("\n", "\r\n");
    await fc.assert(
      fc.asyncProperty(partsCsv, newline, async (parts, end) => {
        const read = await movielens("25m", { source: writeFilesCsv(parts, { newline: end }) });
        expect(rows(read.ratings)).toEqual(joinedRatings(parts));
        expect(rows(read.movies)).toEqual(
          parts.movies.movie_id.map((movie_id, row) => ({
            movie_id,
            movie_title: parts.movies.movie_title[row],
            movie_genres: parts.movies.movie_genres[row],
          })),
        );
        expect(rows(read.tags)).toEqual(parts.tags);
        expect(rows(read.links)).toEqual(parts.links);
      }),
      runs,
    );
  });
});

describe.each(movielensNames)("made data in %s's format", (dataset) => {
  it("is read back, from files and from an archive, under one digest", async () => {
    const made = toyMovieLens({ dataset, users: 7, items: 9, rows: 40 });
    const size = { dataset, users: 7, items: 9, rows: 40 };
    const fromFiles = await movielens(dataset, { source: toyFiles(size) });
    const fromArchive = await movielens(dataset, { source: toyArchive(size) });
    expect(fromFiles.name).toBe(dataset);
    for (const [name, table] of Object.entries(made)) {
      expect(rows(fromFiles[name as "ratings"])).toEqual(rows(table));
      expect(rows(fromArchive[name as "ratings"])).toEqual(rows(table));
    }
    expect(fromArchive.digest).toBe(fromFiles.digest);
  });
});
