import {
  type LoadProgress,
  type MovieLens100k,
  movielens,
  NoDataError,
  type SyntheticMovieLens,
  synthetic,
} from "@towerkit/datasets";
import type { Voice } from "../cli/io.js";
import { grouped } from "../output/numbers.js";

/** MovieLens 100k, or the made data that may stand in for it. */
export type Ratings100k = MovieLens100k | SyntheticMovieLens;

export interface LoadOptions {
  readonly dataDir?: string;
  /** Lets made data stand in where there is no folder, no cache and no connection. */
  readonly orSynthetic?: boolean;
}

/**
 * Loads MovieLens 100k, and shows a download's progress and licence.
 * @throws DatasetError for data that is there and damaged, whatever `orSynthetic` says.
 * @throws NoDataError if there is none to be had and `orSynthetic` is not set.
 */
export async function loadMovieLens100k(
  { dataDir, orSynthetic = false }: LoadOptions,
  { note }: Pick<Voice, "note">,
): Promise<Ratings100k> {
  try {
    return await movielens("100k", {
      ...(dataDir !== undefined && { dataDir }),
      onProgress: downloadNotes(note),
      onNotice: note,
    });
  } catch (error) {
    if (orSynthetic && error instanceof NoDataError) return synthetic();
    throw error;
  }
}

/** One line that says what data this is; made data says so first of all. */
export function describeData(dataset: Ratings100k): string {
  const { ratings, users, movies, origin } = dataset;
  const size = `${grouped(ratings.numRows())} ratings of ${grouped(movies.numRows())} films by ${grouped(users.numRows())} users`;
  return dataset.synthetic
    ? `Synthetic data: no MovieLens folder, no cached copy and no network, so made data stands in (${size}).`
    : `MovieLens 100k from ${origin.location}: ${size}.`;
}

/** Says when a download begins, and nothing else: the archive is small. */
function downloadNotes(note: Voice["note"]): (progress: LoadProgress) => void {
  let said = false;
  return ({ kind, total }) => {
    if (kind !== "download" || said) return;
    said = true;
    note(`downloading MovieLens 100k from GroupLens (${grouped(total)} bytes)`);
  };
}
