import type { Generator } from "@towerkit/core";
import { nearNormalVector } from "./draws.js";
import type { Films } from "./films.js";
import type { drawUsers } from "./users.js";

/** Users and films in one space: the better their vectors agree, the more a user likes a film. */
export interface Taste {
  readonly numUsers: number;
  readonly numFilms: number;
  /** `[users, dim]`, entries of mean 0 and about variance 1. */
  readonly users: Float64Array;
  /** `[films, dim]`, entries of about variance 1. */
  readonly films: Float64Array;
}

/** How many things there are to like or not: the rank of the planted taste. */
const DIM = 6;
const ROOT_OF_DIM = Math.sqrt(DIM);
/** What of a film's vector is its own and not its genres', as a share of the standard deviation. */
const OWN_SHARE_OF_FILM = 0.6;
/** What of a user's vector is their own and not their age group's, gender's and occupation's. */
const OWN_SHARE_OF_USER = 0.6;

/** Plants a taste of low rank that follows the films' genres and the users' columns. */
export function drawTaste(
  generator: Generator,
  { films, users }: { readonly films: Films; readonly users: ReturnType<typeof drawUsers> },
): Taste {
  const genres = vectorsByKey(generator);
  const ages = vectorsByKey(generator);
  const genders = vectorsByKey(generator);
  const jobs = vectorsByKey(generator);
  const filmVectors = films.movie_genres.map((ids) =>
    blend(generator, { shared: ids.map(genres), ownShare: OWN_SHARE_OF_FILM }),
  );
  const userVectors = users.user_id.map((_, user) =>
    blend(generator, {
      shared: [
        ages(users.bucketized_user_age[user]),
        genders(users.user_gender[user]),
        jobs(users.user_occupation_text[user]),
      ],
      ownShare: OWN_SHARE_OF_USER,
    }),
  );
  return {
    numUsers: userVectors.length,
    numFilms: filmVectors.length,
    users: withoutMean(stacked(userVectors)),
    films: stacked(filmVectors),
  };
}

/** How well a user and each film agree, into `out`: about normally distributed, with variance 1. */
export function agreementsOf(user: number, { users, films }: Taste, out: Float64Array): void {
  const vector = users.slice(user * DIM, (user + 1) * DIM);
  for (let film = 0; film < out.length; film++) {
    let sum = 0;
    for (let d = 0; d < DIM; d++) sum += vector[d] * films[film * DIM + d];
    out[film] = sum / ROOT_OF_DIM;
  }
}

/** Gives every key a vector, drawn when it is first asked for. */
function vectorsByKey(generator: Generator): (key: unknown) => Float64Array {
  const vectors = new Map<unknown, Float64Array>();
  return (key) => {
    let vector = vectors.get(key);
    if (vector === undefined) {
      vector = nearNormalVector(generator, DIM);
      vectors.set(key, vector);
    }
    return vector;
  };
}

interface Blend {
  readonly shared: readonly Float64Array[];
  readonly ownShare: number;
}

/** The mean of the shared vectors, made as long as a vector of its own that is then mixed in. */
function blend(generator: Generator, { shared, ownShare }: Blend): Float64Array {
  const mixed = new Float64Array(DIM);
  for (const vector of shared) for (let d = 0; d < DIM; d++) mixed[d] += vector[d];
  let squares = 0;
  for (const value of mixed) squares += value * value;
  const scale = Math.sqrt(((1 - ownShare * ownShare) * DIM) / squares);
  const own = nearNormalVector(generator, DIM);
  for (let d = 0; d < DIM; d++) mixed[d] = mixed[d] * scale + own[d] * ownShare;
  return mixed;
}

function stacked(vectors: readonly Float64Array[]): Float64Array {
  const rows = new Float64Array(vectors.length * DIM);
  vectors.forEach((vector, row) => {
    rows.set(vector, row * DIM);
  });
  return rows;
}

/** What all users like alike is popularity, which has a law of its own. */
function withoutMean(rows: Float64Array): Float64Array {
  for (let d = 0; d < DIM; d++) {
    let sum = 0;
    for (let at = d; at < rows.length; at += DIM) sum += rows[at];
    const mean = sum / (rows.length / DIM);
    for (let at = d; at < rows.length; at += DIM) rows[at] -= mean;
  }
  return rows;
}
