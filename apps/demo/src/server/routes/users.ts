import type { Recommender } from "@towerkit/retrieval";
import { Hono } from "hono";
import type { RecommendationList, SeenChoice, User, UserList } from "../../api.js";
import type { Library } from "../library.js";
import { choiceOf, countOf, textOf } from "../parameters.js";
import { USER_ORDERS } from "../users.js";

const SEEN_CHOICES = ["hidden", "shown"] as const satisfies readonly SeenChoice[];

/** `/api/users`: who there is, what they rated, and what is recommended to them. */
export function userRoutes(library: Library, recommender: Recommender): Hono {
  const { users, queryKey, train, test } = library;
  return new Hono()
    .get("/", (context) =>
      context.json<UserList>({
        users: users.search(textOf(context, "q"), {
          order: choiceOf(context, "order", USER_ORDERS),
          limit: countOf(context, "limit", 20),
        }),
      }),
    )
    .get("/:id", (context) => {
      const id = context.req.param("id");
      const ratings = train
        .latestOf(id)
        .map(({ film, stars, date }) => ({ film: library.film(film), stars, date }));
      return context.json<User>({ id, known: ratings.length > 0, ratings });
    })
    .get("/:id/recommendations", async (context) => {
      const user = context.req.param("id");
      const seen = choiceOf(context, "seen", SEEN_CHOICES);
      const { coldStart, items } = await recommender.recommend(
        { [queryKey]: user },
        { k: countOf(context, "k", 10), excludeSeen: seen === "hidden" },
      );
      return context.json<RecommendationList>({
        user,
        coldStart,
        seen,
        items: items.map(({ id, score }) => {
          const film = library.film(id);
          return {
            film,
            score,
            rating: train.of(user, film.id) ?? null,
            heldOut: test.of(user, film.id) ?? null,
          };
        }),
      });
    });
}
