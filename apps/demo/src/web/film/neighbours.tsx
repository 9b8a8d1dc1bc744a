import type { About, FilmPage } from "../../api.js";
import { addresses } from "../data/addresses.js";
import { useResource } from "../data/use-resource.js";
import { FilmCard } from "./film-card.js";
import { Storeys } from "./storeys.js";

/** The films whose embeddings point the same way. */
export function Neighbours({ answer: { neighbours } }: { readonly answer: FilmPage }) {
  const about = useResource<About>(addresses.about);
  const readsOnlyIds = about.state === "ready" && about.data.model.readsOnlyIds;
  return (
    <section aria-labelledby="neighbours">
      <h2 id="neighbours">Nearest films</h2>
      <p class="section-note">
        By the cosine between embeddings: 1 points the same way.
        {readsOnlyIds && " The model knows no genre and no year, only who rated what."}
      </p>
      <ol class="film-list film-grid">
        {neighbours.map(({ film, similarity }) => (
          <FilmCard key={film.id} film={film}>
            <span class="score">
              <span class="visually-hidden">Similarity </span>
              {similarity.toFixed(2)}
            </span>
            <Storeys share={similarity} />
          </FilmCard>
        ))}
      </ol>
    </section>
  );
}
