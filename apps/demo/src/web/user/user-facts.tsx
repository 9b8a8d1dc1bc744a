import type { RatedFilm, User } from "../../api.js";
import { counted } from "../parts/numbers.js";
import { TasteStrip } from "./taste-strip.js";

/** A user in one line and one strip. */
export function UserFacts({ user }: { readonly user: User }) {
  if (!user.known) {
    return <p class="facts">Training never saw this id: nothing is known of them.</p>;
  }
  const mean = meanStars(user.ratings);
  return (
    <>
      <p class="facts">
        {counted(user.ratings.length, "film")} rated
        {mean !== undefined && <>, {mean.toFixed(1)} stars on average</>}
      </p>
      <TasteStrip ratings={user.ratings} />
    </>
  );
}

function meanStars(ratings: readonly RatedFilm[]): number | undefined {
  const stars = ratings.flatMap((rating) => rating.stars ?? []);
  return stars.length === 0 ? undefined : stars.reduce((sum, one) => sum + one, 0) / stars.length;
}
