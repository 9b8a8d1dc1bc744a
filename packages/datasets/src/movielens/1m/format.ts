import { DatasetError } from "@towerkit/core";
import type { FileSet } from "../../sources/file-set.js";
import { latin1Layout } from "../../text/layouts.js";
import type { MovieLensFormat } from "../format.js";
import { noticeOf } from "../notice.js";
import { readRatings } from "../read-ratings.js";
import { readMovies } from "./movies.js";
import { joinTables1m, type MovieLens1mTables } from "./tables.js";
import { readUsers } from "./users.js";

/** MovieLens 1M as GroupLens ships it. The archive's size and digest are TensorFlow Datasets'. */
export const movieLens1m: MovieLensFormat<"1m", MovieLens1mTables> = {
  name: "1m",
  folder: "ml-1m",
  archive: {
    url: "https://files.grouplens.org/datasets/movielens/ml-1m.zip",
    checksum: {
      algorithm: "sha256",
      hex: "a6898adb50b9ca05aa231689da44c217cb524e7ebd39d264c56e2832f2c54e20",
      bytes: 5_917_549,
    },
    maximumUnpackedBytes: 64_000_000,
  },
  files: ["movies.dat", "users.dat", "ratings.dat"],
  extraFiles: ["README"],
  digestFiles: ["movies.dat", "users.dat", "ratings.dat"],
  notice: noticeOf("MovieLens 1M", "forbidden"),
  read,
};

const ratingLayout = latin1Layout("::", ["user id", "film id", "rating", "timestamp"]);

async function read(files: FileSet): Promise<MovieLens1mTables> {
  for (const { path, size } of Object.values(files)) {
    // Nothing in these files says how many rows there should be.
    if (size === 0) throw new DatasetError("is empty. Get the data set anew.", { file: path });
  }
  const movies = await readMovies(files["movies.dat"]);
  const users = await readUsers(files["users.dat"]);
  const ratings = await readRatings(files["ratings.dat"], {
    layout: ratingLayout,
    scale: "1 to 5",
    users: { index: users.index, file: "users.dat" },
    movies: { index: movies.index, file: "movies.dat" },
  });
  return joinTables1m({ movies, users, ratings });
}
