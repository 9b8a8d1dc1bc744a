import { tableFromColumns } from "@towerkit/core";
import {
  exactIndex,
  type Id,
  type Index,
  type QueryEncoder,
  Recommender,
  type RecommenderParts,
} from "../src/index.js";

export interface UserQuery {
  readonly user_id: string;
}

const USERS: Readonly<Record<string, readonly number[]>> = {
  action: [1, 0],
  romance: [0, 1],
  both: [1, 1],
};

/** Knows the users above; everyone else has the vector (9, 9), which must never count. */
export const encoder: QueryEncoder<UserQuery> = {
  dim: 2,
  inputs: ["user_id"],
  async encode(queries) {
    const vectors = queries.map(({ user_id }) => USERS[user_id]);
    return {
      embeddings: Float32Array.from(vectors.flatMap((vector) => vector ?? [9, 9])),
      unknown: Uint8Array.from(vectors, (vector) => (vector ? 0 : 1)),
    };
  },
};

export const items = tableFromColumns({
  movie_title: ["Heat", "Speed", "Amélie", "True Lies", "Empty"],
  train_count: [3, 7, 5, 7, 0],
});

/** `[items, 2]` */
export const vectors = Float32Array.of(4, 1, 2, 0, 0.5, 3, 2, 2, 0, 0);

export const titles: readonly Id[] = Array.from(items.array("movie_title") as ArrayLike<string>);

export async function toyIndex(): Promise<Index> {
  const index = exactIndex({ dim: 2 });
  await index.add(titles, vectors);
  return index;
}

type Replaced = { readonly index: Index } & Partial<RecommenderParts<UserQuery>>;

/** A recommender over the items above, some of its parts replaced. */
export function toyRecommender(parts: Replaced): Recommender<UserQuery> {
  return new Recommender({ encoder, items, itemKey: "movie_title", ...parts });
}

/** What the user "action" has seen. */
export const seen: ReadonlyMap<string, readonly Id[]> = new Map([
  ["action", ["Heat", "Amélie", "not in the catalogue"]],
]);

export function idsOf(answer: { readonly items: readonly { readonly id: Id }[] }): Id[] {
  return answer.items.map(({ id }) => id);
}
