import { useState } from "preact/hooks";
import type { RatedFilm, User } from "../../api.js";
import { FilmCard } from "../film/film-card.js";
import { Stars } from "../film/stars.js";
import { useNavigator } from "../navigation/navigator.js";
import type { RatingOrder, UserPlace } from "../navigation/place.js";
import { Choice } from "../parts/choice.js";
import { counted, readableDate } from "../parts/numbers.js";

const ORDERS = [
  ["stars", "Best first"],
  ["date", "Latest first"],
] as const satisfies readonly (readonly [RatingOrder, string])[];

/** So many a phone shows of them, as the stylesheet has it. */
const SHORT = 5;

interface RatedProps {
  readonly user: User;
  readonly place: UserPlace;
}

/** What a user rated in training. */
export function Rated({ user, place }: RatedProps) {
  const { go } = useNavigator();
  const [showsAll, setShowsAll] = useState(false);
  const ratings = place.order === "stars" ? bestFirst(user.ratings) : user.ratings;
  const shown = showsAll ? ratings : ratings.slice(0, place.k);
  return (
    <>
      <div class="section-head">
        <h2 id="rated">Rated</h2>
        <Choice
          legend="Order"
          choices={ORDERS}
          value={place.order}
          onChange={(order) => go({ ...place, order })}
        />
      </div>
      <ol class={`film-list ${showsAll ? "" : "is-cut"}`}>
        {shown.map(({ film, stars, date }) => (
          <FilmCard key={film.id} film={film}>
            {stars !== null && <Stars stars={stars} />}
            {date !== null && <time dateTime={date}>{readableDate(date)}</time>}
          </FilmCard>
        ))}
      </ol>
      {!showsAll && ratings.length > SHORT && (
        <button type="button" class="button" onClick={() => setShowsAll(true)}>
          Show all {counted(ratings.length, "film")}
        </button>
      )}
    </>
  );
}

/** Of equal stars the latest first, as they come. */
function bestFirst(ratings: readonly RatedFilm[]): readonly RatedFilm[] {
  return ratings.toSorted((a, b) => (b.stars ?? 0) - (a.stars ?? 0));
}
