import type { PartsCsv } from "../src/movielens/csv/write.js";

/** The rows of ratings with the columns of their films, by the plainest code. */
export function joinedRatings({ movies, userIds, ratings }: PartsCsv): object[] {
  return Array.from(ratings.rating, (user_rating, row) => {
    const film = ratings.movieRow[row];
    return {
      movie_id: movies.movie_id[film],
      movie_title: movies.movie_title[film],
      movie_genres: movies.movie_genres[film],
      user_id: userIds[ratings.userRow[row]],
      user_rating,
      timestamp: ratings.timestamp[row],
    };
  });
}
