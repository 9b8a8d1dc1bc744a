import type { FilmPage, User } from "../../api.js";
import { addresses } from "../data/addresses.js";
import { useResource } from "../data/use-resource.js";
import { Link } from "../navigation/link.js";
import { PageTitle } from "../navigation/page-title.js";
import { userPlace } from "../navigation/place.js";
import { counted } from "../parts/numbers.js";
import { tintOf } from "./genres.js";
import { Plate } from "./plate.js";
import { Stars } from "./stars.js";

interface FilmFactsProps {
  readonly answer: FilmPage;
  readonly user: string | undefined;
}

export function FilmFacts({ answer: { film, ratings }, user }: FilmFactsProps) {
  const { count, meanStars } = ratings;
  return (
    <div class="page-head film-head">
      <Plate film={film} size="large" />
      <div>
        <PageTitle title={film.name}>
          {film.name}
          {film.year !== null && <span class="visually-hidden"> ({film.year})</span>}
        </PageTitle>
        {film.genres.length > 0 && (
          <ul class="genre-names" aria-label="Genres">
            {film.genres.map((genre) => (
              <li key={genre} style={tintOf(genre)}>
                {genre}
              </li>
            ))}
          </ul>
        )}
        <p class="facts">
          {counted(count, "rating")} in training
          {meanStars !== null && <>, {meanStars.toFixed(1)} stars on average</>}
        </p>
        {user !== undefined && <OwnRating user={user} film={film.id} />}
      </div>
    </div>
  );
}

/** What the user through whose list one came thinks of the film, and the way back to them. */
function OwnRating({ user, film }: { readonly user: string; readonly film: string }) {
  const answer = useResource<User>(addresses.user(user));
  const stars =
    answer.state === "ready"
      ? answer.data.ratings.find((rating) => rating.film.id === film)?.stars
      : undefined;
  return (
    <p class="own-rating">
      <Link to={userPlace(user)}>User {user}</Link>
      {typeof stars === "number" ? <Stars stars={stars} /> : " has not rated it in training"}
    </p>
  );
}
