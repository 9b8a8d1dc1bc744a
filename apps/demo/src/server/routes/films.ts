import type { Recommender } from "@towerkit/retrieval";
import { Hono } from "hono";
import type { FilmList, FilmPage } from "../../api.js";
import type { Library } from "../library.js";
import { countOf, textOf } from "../parameters.js";

/** `/api/films`: finding a film, and the films nearest to it. */
export function filmRoutes(library: Library, recommender: Recommender): Hono {
  return new Hono()
    .get("/", (context) =>
      context.json<FilmList>({
        films: library.catalogue.search(textOf(context, "q"), countOf(context, "limit", 10)),
      }),
    )
    .get("/:id", async (context) => {
      const { film, itemId, trainCount } = library.entry(context.req.param("id"));
      const { items } = await recommender.similar(itemId, { k: countOf(context, "k", 12) });
      return context.json<FilmPage>({
        film,
        ratings: { count: trainCount, meanStars: library.meanStars.get(film.id) ?? null },
        neighbours: items.map(({ id, score }) => ({ film: library.film(id), similarity: score })),
      });
    });
}
