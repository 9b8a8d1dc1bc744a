import { columnOf, type TableLike, tableFromColumns } from "@towerkit/core";

/**
 * Numbers each user's rows from 0 by time, as `position`; of rows of one moment the later in the table is the
 * later. A person rates many films within one second, so times alone do not tell which came last.
 * @returns the table's user, film and position of each row.
 */
export function withPositions(ratings: TableLike) {
  const users = columnOf(ratings, "user_id") as ArrayLike<string>;
  const times = columnOf(ratings, "timestamp") as ArrayLike<number>;
  const byTime = Uint32Array.from({ length: ratings.numRows() }, (_, row) => row);
  byTime.sort((a, b) => times[a] - times[b] || a - b);
  const counts = new Map<string, number>();
  const position = new Array<number>(byTime.length);
  for (const row of byTime) {
    const before = counts.get(users[row]) ?? 0;
    position[row] = before;
    counts.set(users[row], before + 1);
  }
  return {
    table: tableFromColumns({
      user_id: Array.from(users),
      movie_title: Array.from(columnOf(ratings, "movie_title") as ArrayLike<string>),
      position,
    }),
    /** How many rows a user has: the position of the next. */
    next: (user: string) => counts.get(user) ?? 0,
  };
}
