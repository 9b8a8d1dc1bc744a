import type { RatedFilm } from "../../api.js";
import { tintOf } from "../film/genres.js";
import { percent } from "../parts/numbers.js";

const NAMED = 4;

/** The genres of what a user rated, each as wide as its share; the foremost are named. */
export function TasteStrip({ ratings }: { readonly ratings: readonly RatedFilm[] }) {
  const shares = genreShares(ratings);
  if (shares.length === 0) return null;
  return (
    <div class="taste">
      <div class="taste-strip" aria-hidden="true">
        {shares.map(({ genre, share }) => (
          <span key={genre} style={{ ...tintOf(genre), "flex-grow": String(share) }} />
        ))}
      </div>
      <ul class="taste-names" aria-label="Foremost genres">
        {shares.slice(0, NAMED).map(({ genre, share }) => (
          <li key={genre} style={tintOf(genre)}>
            {genre} <span>{percent(share)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The largest first. A film of three genres counts a third for each. */
function genreShares(ratings: readonly RatedFilm[]): { genre: string; share: number }[] {
  const counts = new Map<string, number>();
  let total = 0;
  for (const { film } of ratings) {
    for (const genre of film.genres) {
      counts.set(genre, (counts.get(genre) ?? 0) + 1 / film.genres.length);
    }
    total += film.genres.length > 0 ? 1 : 0;
  }
  return [...counts]
    .map(([genre, count]) => ({ genre, share: count / total }))
    .sort((a, b) => b.share - a.share);
}
