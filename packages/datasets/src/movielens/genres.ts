/** The names of the genre ids in `movie_genres`, from 0, as TensorFlow Datasets numbers them. */
export const genreNames: readonly string[] = Object.freeze([
  "Action",
  "Adventure",
  "Animation",
  "Children",
  "Comedy",
  "Crime",
  "Documentary",
  "Drama",
  "Fantasy",
  "Film-Noir",
  "Horror",
  "IMAX",
  "Musical",
  "Mystery",
  "Romance",
  "Sci-Fi",
  "Thriller",
  "Unknown",
  "War",
  "Western",
  "(no genres listed)",
]);

const spelledOtherwise: Readonly<Record<string, string>> = {
  "Children's": "Children",
  unknown: "Unknown",
};

/** The id of a genre as a MovieLens file spells it, or -1. */
export function genreId(word: string): number {
  return genreNames.indexOf(Object.hasOwn(spelledOtherwise, word) ? spelledOtherwise[word] : word);
}
