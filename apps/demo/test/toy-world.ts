import { tableFromColumns } from "@towerkit/core";
import { adagrad, retrieval, stringLookup, TwoTower, tower } from "towerkit";

const [DRAMA, SCI_FI, WESTERN, UNKNOWN] = [7, 15, 19, 17];

const westerns = [
  "Dusty Mill, The (1951)",
  "Either/Or (1987)",
  "Café of the Plains (1968)",
  "Wagon & Wheel (1962)",
  "Homme à la selle, L' (1971)",
  "Twelve Saddles (1959)",
  "Saddle Song (1994)",
  "Red Canyon (1948)",
];
const spaceFilms = [
  "100% Vacuum (1993)",
  "Saddle Nebula (1996)",
  "What? #2 (1990)",
  "Orbit, The (1979)",
  "Lunar Tide (1997)",
  "Comet Season (1988)",
  "Station Nine (1995)",
  "Signal without End",
];

/** Seen by all, and of neither kind. */
export const HIT = "Harvest Home (1998)";
export const UNSEEN = "Attic Find (1930)";
export const WESTERNS: readonly string[] = westerns;
export const SPACE_FILMS: readonly string[] = spaceFilms;

const USERS = 24;

/** Odd users like westerns, even ones space films; all rated the hit, nobody "Attic Find". */
export function likesWesterns(user: string): boolean {
  return Number(user) % 2 === 1;
}

const movies = tableFromColumns({
  movie_title: [...westerns, ...spaceFilms, HIT, UNSEEN],
  movie_genres: [
    ...westerns.map((_, film) => (film % 3 === 0 ? [DRAMA, WESTERN] : [WESTERN])),
    ...spaceFilms.map(() => [SCI_FI]),
    [DRAMA],
    [UNKNOWN],
  ],
});

interface Row {
  readonly user_id: string;
  readonly movie_title: string;
  readonly user_rating: number;
  readonly timestamp: number;
}

function ratingsOf(user: number): Row[] {
  const liked = likesWesterns(String(user)) ? westerns : spaceFilms;
  const films = [HIT, ...liked.filter((_, film) => (user * 5 + film * 3) % 8 !== 0)];
  return films.map((movie_title, film) => ({
    user_id: String(user),
    movie_title,
    user_rating: 1 + ((user * 7 + film * 2) % 5),
    timestamp: 880_000_000 + user * 3 * 86_400 + film * 86_400,
  }));
}

function tableOf(rows: readonly Row[]) {
  return tableFromColumns({
    user_id: rows.map((row) => row.user_id),
    movie_title: rows.map((row) => row.movie_title),
    user_rating: rows.map((row) => row.user_rating),
    timestamp: rows.map((row) => row.timestamp),
  });
}

/** Trains a small world of two tastes, in which it is plain what belongs together, into a folder. */
export async function trainToyBundle(dir: string): Promise<{ readonly digest: string }> {
  const rows = Array.from({ length: USERS }, (_, index) => ratingsOf(index + 1)).flat();
  const isHeldOut = (row: number) => row % 9 === 4;
  const train = tableOf(rows.filter((_, row) => !isHeldOut(row)));
  const test = tableOf(rows.filter((_, row) => isHeldOut(row)));
  const model = new TwoTower({
    query: tower({ user_id: stringLookup().embedding(8) }),
    candidate: tower({ movie_title: stringLookup().embedding(8) }),
    task: retrieval(),
  });
  await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 64,
    epochs: 30,
  });
  return model.save(dir, {
    dataset: { name: "toy", synthetic: true },
    split: { kind: "fixed", train: train.numRows(), test: test.numRows(), seed: null },
    test,
    metrics: {
      test: await model.evaluate(test),
      testSeenExcluded: await model.evaluate(test, { exclude: train }),
    },
  });
}

/** What `towerkit train` leaves beside a bundle, as far as the demo reads it. */
export function toyReport(digest: string): unknown {
  const top_k = { "1": 0.05, "5": 0.25, "10": 0.5, "50": 1, "100": 1 };
  const metrics = { test: { top_k }, testSeenExcluded: { top_k } };
  return { bundle: { digest }, baselines: { popularity: metrics, random: metrics } };
}
