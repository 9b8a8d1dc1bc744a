import type { ComponentChildren } from "preact";
import type { Film } from "../../api.js";
import { Link } from "../navigation/link.js";
import { useNavigator } from "../navigation/navigator.js";
import { filmPlace, type Place } from "../navigation/place.js";
import { Plate } from "./plate.js";

interface FilmCardProps {
  readonly film: Film;
  readonly rank?: number;
  readonly class?: string;
  /** Below the name, beside the genres. */
  readonly note?: ComponentChildren;
  /** On the far side: a score, stars. */
  readonly children?: ComponentChildren;
}

/** A film in a list. All of the card leads to the film's neighbours. */
export function FilmCard({ film, rank, class: className = "", note, children }: FilmCardProps) {
  const { place } = useNavigator();
  return (
    <li class={`film-card ${className}`}>
      {rank !== undefined && (
        <span class="film-rank" aria-hidden="true">
          {rank}
        </span>
      )}
      <Plate film={film} />
      <div class="film-words">
        <Link to={filmPlace(film.id, userOf(place))} class="film-name">
          {film.name}
          {film.year !== null && <span class="visually-hidden"> ({film.year})</span>}
        </Link>
        <GenreLine genres={film.genres} />
        {note}
      </div>
      <div class="film-side">{children}</div>
    </li>
  );
}

/** No genre is broken over two lines: "Sci-Fi" has a hyphen. */
function GenreLine({ genres }: Pick<Film, "genres">) {
  return (
    <span class="film-genres">
      {genres.map((genre, index) => (
        <span key={genre}>
          <span class="film-genre">
            {genre}
            {index < genres.length - 1 && ","}
          </span>{" "}
        </span>
      ))}
    </span>
  );
}

/** Whose recommendations one is looking through, if anybody's. */
function userOf(place: Place): string | undefined {
  return place.page === "user" || place.page === "film" ? place.user : undefined;
}
