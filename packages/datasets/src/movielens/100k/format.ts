import { DatasetError } from "@towerkit/core";
import type { FileSet, NamedFile } from "../../sources/file-set.js";
import type { MovieLensFormat } from "../format.js";
import { noticeOf } from "../notice.js";
import { readRatings } from "../read-ratings.js";
import { readMovies } from "./movies.js";
import { ratingLayout } from "./ratings.js";
import { joinTables, type MovieLensTables } from "./tables.js";
import { readUsers } from "./users.js";
import { readCounts, readGenres, readOccupations } from "./vocabularies.js";

/** MovieLens 100k as GroupLens ships it. The archive's size and digest are TensorFlow Datasets'. */
export const movieLens100k: MovieLensFormat<"100k", MovieLensTables> = {
  name: "100k",
  folder: "ml-100k",
  archive: {
    url: "https://files.grouplens.org/datasets/movielens/ml-100k.zip",
    checksum: {
      algorithm: "sha256",
      hex: "50d2a982c66986937beb9ffb3aa76efe955bf3d5c6b761f4e3a7cd717c6a3229",
      bytes: 4_924_029,
    },
    maximumUnpackedBytes: 64_000_000,
  },
  files: ["u.info", "u.genre", "u.occupation", "u.item", "u.user", "u.data"],
  extraFiles: ["README"],
  digestFiles: ["u.data", "u.item", "u.user"],
  notice: noticeOf("MovieLens 100k", "forbidden"),
  read,
};

async function read(files: FileSet): Promise<MovieLensTables> {
  const counts = await readCounts(files["u.info"]);
  const genres = await readGenres(files["u.genre"]);
  const occupations = await readOccupations(files["u.occupation"]);
  const movies = await readMovies(files["u.item"], genres);
  checkCount(files["u.item"], {
    what: "films",
    found: movies.movie_id.length,
    expected: counts.items,
  });
  const users = await readUsers(files["u.user"], occupations);
  checkCount(files["u.user"], {
    what: "users",
    found: users.user_id.length,
    expected: counts.users,
  });
  const ratings = await readRatings(files["u.data"], {
    layout: ratingLayout,
    scale: "1 to 5",
    users: { index: users.index, file: "u.user" },
    movies: { index: movies.index, file: "u.item" },
  });
  checkCount(files["u.data"], {
    what: "ratings",
    found: ratings.rating.length,
    expected: counts.ratings,
  });
  return joinTables({ movies, users, ratings });
}

interface Count {
  readonly what: string;
  readonly found: number;
  readonly expected: number;
}

function checkCount({ path }: NamedFile, { what, found, expected }: Count): void {
  if (found === expected) return;
  const because = found < expected ? "it is truncated" : "it is not the file that u.info describes";
  throw new DatasetError(
    `holds ${found} ${what} where u.info says ${expected}: ${because}. Get the data set anew.`,
    { file: path, line: Math.min(found, expected) + 1 },
  );
}
