import {
  type LoadProgress,
  type MovieLens100k,
  type MovieLensByName,
  type MovieLensName,
  movielens,
  NoDataError,
  type SyntheticMovieLens,
  synthetic,
} from "@towerkit/datasets";
import type { Voice } from "../cli/io.js";
import { grouped } from "../output/numbers.js";
import { type MovieLens, numUsers } from "./summary.js";

/** MovieLens 100k, or the made data that may stand in for it. */
export type Ratings100k = MovieLens100k | SyntheticMovieLens;

export interface LoadOptions {
  readonly dataDir?: string;
}

/**
 * Loads MovieLens 100k; where there is no folder, no cache and no connection, made data stands in.
 * @throws DatasetError for data that is there and damaged.
 */
export async function loadMovieLens100kOrSynthetic(
  options: LoadOptions,
  voice: Pick<Voice, "note">,
): Promise<Ratings100k> {
  try {
    return await loadMovieLens("100k", options, voice);
  } catch (error) {
    if (error instanceof NoDataError) return synthetic();
    throw error;
  }
}

/**
 * Loads a MovieLens data set, and shows a download's progress and licence.
 * @throws DatasetError for data that is damaged, or that there is none of.
 */
export async function loadMovieLens<N extends MovieLensName>(
  name: N,
  { dataDir }: LoadOptions,
  { note }: Pick<Voice, "note">,
): Promise<MovieLensByName[N]> {
  return movielens(name, {
    ...(dataDir !== undefined && { dataDir }),
    onProgress: downloadNotes(name, note),
    onNotice: note,
  });
}

/** One line that says what data this is; made data says so first of all. */
export function describeData(dataset: MovieLens | SyntheticMovieLens): string {
  const { name, ratings, movies, origin } = dataset;
  const size = `${grouped(ratings.numRows())} ratings of ${grouped(movies.numRows())} films by ${grouped(numUsers(dataset))} users`;
  return dataset.synthetic
    ? `Synthetic data: no MovieLens folder, no cached copy and no network, so made data stands in (${size}).`
    : `MovieLens ${name} from ${origin.location}: ${size}.`;
}

/** Says when a download begins, and then at each tenth of the way if it is a long one. */
function downloadNotes(name: MovieLensName, note: Voice["note"]): (progress: LoadProgress) => void {
  let saidTenths = -1;
  return ({ kind, done, total }) => {
    if (kind !== "download") return;
    const tenths = total < LONG_DOWNLOAD ? 0 : Math.floor((done / total) * 10);
    if (tenths <= saidTenths) return;
    if (saidTenths < 0) {
      const size = total === 0 ? "" : ` (${grouped(total)} bytes)`;
      note(`downloading MovieLens ${name} from GroupLens${size}`);
    } else {
      note(`${tenths * 10} % downloaded`);
    }
    saidTenths = tenths;
  };
}

/** In bytes. */
const LONG_DOWNLOAD = 50_000_000;
