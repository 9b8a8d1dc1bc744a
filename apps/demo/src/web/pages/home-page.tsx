import type { About, FilmList, UserList } from "../../api.js";
import { addresses } from "../data/addresses.js";
import { useResource } from "../data/use-resource.js";
import { FilmCard } from "../film/film-card.js";
import { Evidence } from "../home/evidence.js";
import { TwoTowers } from "../home/two-towers.js";
import { Link } from "../navigation/link.js";
import { PageTitle } from "../navigation/page-title.js";
import { userPlace } from "../navigation/place.js";
import { nameOf } from "../parts/dataset.js";
import { counted, grouped } from "../parts/numbers.js";
import { FailureNote, LoadingRows } from "../parts/states.js";
import { FilmSearch } from "../search/film-search.js";
import { UserSearch } from "../search/user-search.js";

export function HomePage() {
  return (
    <>
      <section class="hero">
        <div class="hero-words">
          <PageTitle title="Demo">What should they watch next?</PageTitle>
          <Introduction />
          <search class="hero-searches">
            <UserSearch />
            <FilmSearch />
          </search>
        </div>
        <TwoTowers />
      </section>
      <div class="home-columns">
        <BusiestUsers />
        <PopularFilms />
      </div>
      <Evidence />
    </>
  );
}

function Introduction() {
  const about = useResource<About>(addresses.about);
  if (about.state === "failed") return <FailureNote resource={about} />;
  if (about.state === "loading") return <LoadingRows rows={1} />;
  const { dataset, split, counts } = about.data;
  return (
    <p class="hero-lead">
      One tower read {grouped(split.train)} ratings by {grouped(counts.users)} people, the other the{" "}
      {grouped(counts.films)} films they rated ({nameOf(dataset)}). Both learned to point the same
      way when they belong together.
    </p>
  );
}

function BusiestUsers() {
  const list = useResource<UserList>(addresses.busiestUsers(10));
  return (
    <section aria-labelledby="people">
      <h2 id="people">People</h2>
      <p class="section-note">
        Those who rated the most. Any other id will do, too, even a new one.
      </p>
      <FailureNote resource={list} />
      {list.state === "loading" && <LoadingRows rows={5} />}
      {list.state === "ready" && (
        <ul class="people">
          {list.data.users.map(({ id, rated }) => (
            <li key={id}>
              <Link to={userPlace(id)}>
                <span class="person-id">{id}</span>
                <span class="person-rated">{counted(rated, "film")}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function PopularFilms() {
  const list = useResource<FilmList>(addresses.films("", 10));
  return (
    <section aria-labelledby="films">
      <h2 id="films">Films</h2>
      <p class="section-note">The most rated ones. Each leads to the films nearest to it.</p>
      <FailureNote resource={list} />
      {list.state === "loading" && <LoadingRows rows={5} />}
      {list.state === "ready" && (
        <ol class="film-list film-grid">
          {list.data.films.map((film) => (
            <FilmCard key={film.id} film={film} />
          ))}
        </ol>
      )}
    </section>
  );
}
