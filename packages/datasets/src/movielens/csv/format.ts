import type { FileSet } from "../../sources/file-set.js";
import { csvLayout } from "../../text/layouts.js";
import type { Checksum, MovieLensFormat } from "../format.js";
import { IdIndex } from "../id-index.js";
import { noticeOf, type Redistribution } from "../notice.js";
import { readRatings } from "../read-ratings.js";
import { readLinks } from "./links.js";
import { readMovies } from "./movies.js";
import { joinTablesCsv, type MovieLensCsvTables } from "./tables.js";
import { readTags } from "./tags.js";

/** The data sets that come as comma-separated values. */
export type CsvName = "latest-small" | "20m" | "25m" | "32m" | "latest";

const besideArchive: Checksum = { algorithm: "md5", besideArchive: true };

/** Sizes and SHA-256 digests are TensorFlow Datasets'. */
const checksums: Readonly<Record<CsvName, Checksum>> = {
  "latest-small": {
    algorithm: "sha256",
    hex: "696d65a3dfceac7c45750ad32df2c259311949efec81f0f144fdfb91ebc9e436",
    bytes: 978_202,
  },
  "20m": {
    algorithm: "sha256",
    hex: "96f243c338a8665f6bcc89c53edf6ee39162a846940de6b7c8c48aeada765ff3",
    bytes: 198_702_078,
  },
  "25m": {
    algorithm: "sha256",
    hex: "8b21cfb7eb1706b4ec0aac894368d90acf26ebdfb6aced3ebd4ad5bd1eb9c6aa",
    bytes: 261_978_986,
  },
  "32m": besideArchive,
  latest: besideArchive,
};

/** As their READMEs have it; those of the others have changed over time. */
const redistribution: Readonly<Record<CsvName, Redistribution>> = {
  "latest-small": "under the same licence",
  "20m": "forbidden",
  "25m": "as its licence says",
  "32m": "as its licence says",
  latest: "as its licence says",
};

const files = ["movies.csv", "links.csv", "tags.csv", "ratings.csv"];

/** One of the data sets that GroupLens ships as comma-separated values. */
export function movieLensCsv<N extends CsvName>(name: N): MovieLensFormat<N, MovieLensCsvTables> {
  const folder = `ml-${name}`;
  return {
    name,
    folder,
    archive: {
      url: `https://files.grouplens.org/datasets/movielens/${folder}.zip`,
      checksum: checksums[name],
      maximumUnpackedBytes: 4_000_000_000,
    },
    files,
    extraFiles: ["README.txt"],
    digestFiles: files,
    notice: noticeOf(`MovieLens ${name}`, redistribution[name]),
    read,
  };
}

const ratingLayout = csvLayout(["userId", "movieId", "rating", "timestamp"]);

async function read(files: FileSet): Promise<MovieLensCsvTables> {
  const movies = await readMovies(files["movies.csv"]);
  const links = await readLinks(files["links.csv"], movies);
  const tags = await readTags(files["tags.csv"], movies);
  const users = new IdIndex();
  const ratings = await readRatings(files["ratings.csv"], {
    layout: ratingLayout,
    scale: "halves",
    users: { index: users },
    movies: { index: movies.index, file: "movies.csv" },
  });
  return joinTablesCsv({ movies, links, tags, ratings, userIds: users.ids.map(String) });
}
