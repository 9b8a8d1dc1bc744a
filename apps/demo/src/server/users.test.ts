import { tableFromColumns } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { Ratings } from "./ratings.js";
import { Users } from "./users.js";

function usersOf(ids: readonly string[]): Users {
  const films = ids.map((_, row) => `film ${row}`);
  return new Users(
    new Ratings(tableFromColumns({ user_id: ids, movie_title: films }), {
      queryKey: "user_id",
      itemKey: "movie_title",
    }),
  );
}

describe("Users", () => {
  const users = usersOf(["10", "9", "b", "100", "a", "10"]);

  it("lists numbers by value, then other ids", () => {
    const found = users.search("", { order: "id", limit: 10 });
    expect(found.map(({ id }) => id)).toEqual(["9", "10", "100", "a", "b"]);
  });

  it("finds those whose id begins as wanted", () => {
    expect(users.search(" 10 ", { order: "id", limit: 10 })).toEqual([
      { id: "10", rated: 2 },
      { id: "100", rated: 1 },
    ]);
  });

  it("lists those first who rated most, if asked", () => {
    expect(users.search("", { order: "rated", limit: 1 })).toEqual([{ id: "10", rated: 2 }]);
  });
});
