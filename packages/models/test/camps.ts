import { type TableLike, tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { type RetrievalOptions, retrieval } from "@towerkit/tasks";
import { tower } from "@towerkit/towers";
import { TwoTower } from "../src/two-tower/two-tower.js";

interface Rating {
  readonly user_id: string;
  readonly movie_title: string;
}

const USERS = 24;
const FILMS = 12;

/**
 * A world with one right answer: even users like even films and odd users odd ones. Everybody has
 * seen all films of their camp but one, which is the test row.
 */
export function camps(): {
  train: TableLike<Rating>;
  test: TableLike<Rating>;
  movies: TableLike<{ movie_title: string }>;
} {
  const train: Rating[] = [];
  const test: Rating[] = [];
  for (let user = 0; user < USERS; user++) {
    for (let film = user % 2; film < FILMS; film += 2) {
      const heldOut = ((user >> 1) * 2 + (user % 2)) % FILMS === film;
      (heldOut ? test : train).push({ user_id: `u${user}`, movie_title: `film ${film}` });
    }
  }
  return { train: ratings(train), test: ratings(test), movies: films() };
}

export function ratings(rows: readonly Rating[]): TableLike<Rating> {
  return tableFromColumns({
    user_id: rows.map((row) => row.user_id),
    movie_title: rows.map((row) => row.movie_title),
  });
}

function films(): TableLike<{ movie_title: string }> {
  return tableFromColumns({
    movie_title: Array.from({ length: FILMS }, (_, film) => `film ${film}`),
  });
}

/** Id towers that are wide enough for the two camps. */
export const campTowers = () => ({
  query: tower({ user_id: stringLookup().embedding(8) }),
  candidate: tower({ movie_title: stringLookup().embedding(8) }),
});

/** A model of them. */
export function campModel({
  seed = 42,
  ...task
}: RetrievalOptions & { readonly seed?: number } = {}) {
  return new TwoTower({ ...campTowers(), task: retrieval(task), seed });
}
