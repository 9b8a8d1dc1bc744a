import { DatasetError } from "@towerkit/core";
import type { FileSet, NamedFile } from "../../sources/file-set.js";
import type { MovieLensFormat } from "../format.js";
import { readMovies } from "./movies.js";
import { readRatings } from "./ratings.js";
import { joinTables, type MovieLensTables } from "./tables.js";
import { readUsers } from "./users.js";
import { readCounts, readGenres, readOccupations } from "./vocabularies.js";

/** MovieLens 100k as GroupLens ships it. The archive's size and digest are TensorFlow Datasets'. */
export const movieLens100k: MovieLensFormat<"100k", MovieLensTables> = {
  name: "100k",
  folder: "ml-100k",
  archive: {
    url: "https://files.grouplens.org/datasets/movielens/ml-100k.zip",
    bytes: 4_924_029,
    sha256: "50d2a982c66986937beb9ffb3aa76efe955bf3d5c6b761f4e3a7cd717c6a3229",
    maximumUnpackedBytes: 64_000_000,
  },
  files: ["u.info", "u.genre", "u.occupation", "u.item", "u.user", "u.data"],
  extraFiles: ["README"],
  digestFiles: ["u.data", "u.item", "u.user"],
  notice: [
    "MovieLens 100k is GroupLens's (University of Minnesota). It may be used for research; it may not",
    "be redistributed, nor used commercially, without permission, and no endorsement may be implied.",
    "The whole licence is in the README beside the data. To cite: F. Maxwell Harper and Joseph A.",
    "Konstan. 2015. The MovieLens Datasets: History and Context. ACM Transactions on Interactive",
    "Intelligent Systems 5, 4, Article 19. https://doi.org/10.1145/2827872",
  ].join("\n"),
  read,
};

function read(files: FileSet, onRead: (bytes: number) => void): MovieLensTables {
  const reading = <T>(name: string, reader: (file: NamedFile) => T): T => {
    const result = reader(files[name]);
    onRead(files[name].bytes.length);
    return result;
  };
  const counts = reading("u.info", readCounts);
  const genres = reading("u.genre", readGenres);
  const occupations = reading("u.occupation", readOccupations);
  const movies = reading("u.item", (file) => readMovies(file, genres));
  checkCount(files["u.item"], {
    what: "films",
    found: movies.movie_id.length,
    expected: counts.items,
  });
  const users = reading("u.user", (file) => readUsers(file, occupations));
  checkCount(files["u.user"], {
    what: "users",
    found: users.user_id.length,
    expected: counts.users,
  });
  const ids = { users: users.rowOfId, movies: movies.rowOfId };
  const ratings = reading("u.data", (file) => readRatings(file, ids));
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
