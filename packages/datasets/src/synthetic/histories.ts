import { createGenerator, type Generator } from "@towerkit/core";
import type { Ratings } from "../movielens/100k/ratings.js";
import { nearExp, nearNormal, nearNormalVector } from "./draws.js";
import { agreementsOf, type Taste } from "./taste.js";
import { WeightedBag } from "./weighted-bag.js";

/** How much likelier a film becomes by each standard deviation of agreement: a factor of about e³·⁵. */
const TASTE_STRENGTH = 3.5;

/** The time that 100k covers, in seconds since 1970, less what a long evening takes. */
const FIRST_SECOND = 874_724_710;
const LAST_SESSION_START = 893_200_000;
const ROWS_PER_SESSION = 40;
const LONGEST_PAUSE = 90;

export interface HistoriesInput {
  readonly seed: number;
  readonly taste: Taste;
  /** Rows per user. */
  readonly activity: Int32Array;
}

/**
 * Draws who rated what, how, and when. A user picks films without repeating any; the chance of each
 * is its popularity times how well it suits them.
 */
export function drawHistories({ seed, taste, activity }: HistoriesInput): Ratings {
  const numRows = activity.reduce((sum, rows) => sum + rows, 0);
  const rows: Ratings = {
    userRow: new Int32Array(numRows),
    movieRow: new Int32Array(numRows),
    rating: new Float32Array(numRows),
    timestamp: new Float64Array(numRows),
  };
  const popularity = zipf(createGenerator(seed, "synthetic", "popularity"), taste.numFilms);
  const order = Int32Array.from({ length: numRows }, (_, row) => row);
  createGenerator(seed, "synthetic", "order").shuffle(order);
  const rate = rater(createGenerator(seed, "synthetic", "ratings"), taste);
  const choices = createGenerator(seed, "synthetic", "choices");
  const times = createGenerator(seed, "synthetic", "times");
  const agreements = new Float64Array(popularity.length);
  const weights = new Float64Array(popularity.length);
  const bag = new WeightedBag(weights.length);
  let filled = 0;
  for (let user = 0; user < activity.length; user++) {
    agreementsOf(user, taste, agreements);
    for (let film = 0; film < weights.length; film++) {
      weights[film] = popularity[film] * nearExp(TASTE_STRENGTH * agreements[film]);
    }
    bag.fill(weights);
    const nextTime = clock(times);
    for (let i = 0; i < activity[user]; i++) {
      const film = bag.draw(choices);
      const row = order[filled++];
      rows.userRow[row] = user;
      rows.movieRow[row] = film;
      rows.rating[row] = rate({ user, film, agreement: agreements[film] });
      rows.timestamp[row] = nextTime();
    }
  }
  return rows;
}

/**
 * Popularity by Zipf's law: the film of rank r weighs 1/r^1.5. What is drawn falls less steeply, by
 * about 1/r^0.8, as nobody picks a film twice and tastes differ.
 */
function zipf(generator: Generator, numFilms: number): Float64Array {
  const ranks = Int32Array.from({ length: numFilms }, (_, film) => film + 1);
  generator.shuffle(ranks);
  return Float64Array.from(ranks, (rank) => 1 / (rank * Math.sqrt(rank)));
}

interface Choice {
  readonly user: number;
  readonly film: number;
  readonly agreement: number;
}

/** Rates by agreement, the film's quality, the user's kindness, and chance. */
function rater(generator: Generator, taste: Taste): (choice: Choice) => number {
  const kindness = nearNormalVector(generator, taste.numUsers);
  const quality = nearNormalVector(generator, taste.numFilms);
  return ({ user, film, agreement }) => {
    // What is picked agrees well on the mean, hence the middle is not 3.5.
    const liking =
      3.15 +
      0.4 * agreement +
      0.4 * quality[film] +
      0.4 * kindness[user] +
      0.7 * nearNormal(generator);
    return Math.min(5, Math.max(1, Math.round(liking)));
  };
}

/** A user's times: sessions of some films, each soon after the other. */
function clock(generator: Generator): () => number {
  const joined = FIRST_SECOND + generator.below(LAST_SESSION_START - FIRST_SECOND);
  let now = joined;
  return () => {
    const isNewSession = generator.below(ROWS_PER_SESSION) === 0;
    now = isNewSession
      ? joined + generator.below(LAST_SESSION_START - joined + 1)
      : now + generator.below(LONGEST_PAUSE);
    return now;
  };
}
