import type { FilmPage as FilmAnswer } from "../../api.js";
import { addresses } from "../data/addresses.js";
import { useResource } from "../data/use-resource.js";
import { FilmFacts } from "../film/film-facts.js";
import { Neighbours } from "../film/neighbours.js";
import { PageTitle } from "../navigation/page-title.js";
import type { FilmPlace } from "../navigation/place.js";
import { FailureNote, LoadingRows } from "../parts/states.js";

/** A film, and the films nearest to it. */
export function FilmPage({ place }: { readonly place: FilmPlace }) {
  const answer = useResource<FilmAnswer>(addresses.film(place));
  if (answer.state === "ready") {
    return (
      <>
        <FilmFacts answer={answer.data} user={place.user} />
        <Neighbours answer={answer.data} />
      </>
    );
  }
  return (
    <div class="page-head">
      <PageTitle title={place.film}>{place.film}</PageTitle>
      <FailureNote resource={answer} />
      {answer.state === "loading" && <LoadingRows rows={8} />}
    </div>
  );
}
