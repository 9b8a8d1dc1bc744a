import type { Generator } from "@towerkit/core";
import { genreNames } from "../movielens/genres.js";
import { drawOne } from "./draws.js";
import { drawTitles } from "./titles.js";

/** The catalogue's columns. */
export interface Films {
  readonly movie_id: readonly string[];
  readonly movie_title: readonly string[];
  readonly movie_genres: readonly (readonly number[])[];
}

const sharesOfGenres: readonly (readonly [genre: string, share: number])[] = [
  ["Drama", 20],
  ["Comedy", 18],
  ["Action", 12],
  ["Thriller", 12],
  ["Romance", 12],
  ["Adventure", 8],
  ["Children", 8],
  ["Crime", 8],
  ["Horror", 8],
  ["Sci-Fi", 8],
  ["Musical", 5],
  ["Mystery", 5],
  ["War", 5],
  ["Animation", 4],
  ["Documentary", 4],
  ["Film-Noir", 3],
  ["Western", 3],
  ["Fantasy", 2],
];

const genres = sharesOfGenres.map(
  ([name, share]) => [genreNames.indexOf(name), share] as readonly [number, number],
);

/** How many genres a film has, and how often. */
const numbersOfGenres = [
  [1, 50],
  [2, 35],
  [3, 15],
] as const;

export function drawFilms(generator: Generator, count: number): Films {
  return {
    movie_id: Array.from({ length: count }, (_, film) => String(film + 1)),
    movie_title: drawTitles(generator, count),
    movie_genres: Array.from({ length: count }, () => drawGenres(generator)),
  };
}

function drawGenres(generator: Generator): readonly number[] {
  const size = drawOne(generator, numbersOfGenres);
  const drawn = new Set<number>();
  while (drawn.size < size) drawn.add(drawOne(generator, genres));
  return Object.freeze([...drawn].sort((a, b) => a - b));
}
