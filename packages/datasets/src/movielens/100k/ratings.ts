import { latin1Layout } from "../../text/layouts.js";

export type { Ratings } from "../rating-rows.js";

/** The rows of `u.data`. */
export const ratingLayout = latin1Layout("\t", ["user id", "film id", "rating", "timestamp"]);
