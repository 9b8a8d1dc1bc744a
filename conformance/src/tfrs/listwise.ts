import { tableFromColumns } from "@towerkit/core";
import { sampleListwise } from "@towerkit/datasets";
import { expect } from "vitest";
import { type Claims, claim } from "../cases.js";

interface Given {
  readonly ratings: readonly (readonly [user: string, movie: string, rating: number])[];
  readonly num_list_per_user: number;
  readonly num_examples_per_list: number;
}

export const listwiseClaims: Claims = {
  "movielens-sample-listwise": claim<Given>((given) => {
    const { ratings, num_list_per_user: listsPerUser, num_examples_per_list: listLength } = given;
    const table = tableFromColumns({
      user_id: ratings.map(([user]) => user),
      movie_title: ratings.map(([, movie]) => movie),
      user_rating: ratings.map(([, , rating]) => rating),
    });
    for (const seed of [1, 2, 42]) {
      const lists = sampleListwise(table, { listsPerUser, listLength, seed });
      const [users, titles, ranked] = [
        lists.array("user_id"),
        lists.array("movie_title"),
        lists.array("user_rating"),
      ];
      expect([...users]).toEqual(["u1", "u1"]);
      for (const [i, films] of ([...titles] as string[][]).entries()) {
        expect(new Set(films).size).toBe(listLength);
        const own = films.map(
          (film) => ratings.find(([user, movie]) => user === users[i] && movie === film)?.[2],
        );
        expect(ranked[i]).toEqual(own);
      }
    }
  }, "films are drawn with our own generator, so they are others than NumPy's"),
};
