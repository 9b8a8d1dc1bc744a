import type { Rating, RecommendedFilm } from "../../api.js";
import { FilmCard } from "../film/film-card.js";
import { Stars } from "../film/stars.js";
import { Storeys } from "../film/storeys.js";
import { grouped } from "../parts/numbers.js";

interface RecommendedCardProps {
  readonly item: RecommendedFilm;
  readonly rank: number;
  /** How long the bar is, 0 to 1. */
  readonly share: number;
  readonly coldStart: boolean;
}

export function RecommendedCard({ item, rank, share, coldStart }: RecommendedCardProps) {
  const { film, score, rating, heldOut } = item;
  return (
    <FilmCard
      film={film}
      rank={rank}
      class={rating ? "is-seen" : ""}
      note={
        <>
          {rating && <Verdict kind="seen" words="Seen" rating={rating} />}
          {heldOut && <Verdict kind="held-out" words="Held out" rating={heldOut} />}
        </>
      }
    >
      <span class="score">
        <span class="visually-hidden">{coldStart ? "Ratings" : "Score"} </span>
        {coldStart ? grouped(score) : score.toFixed(2)}
      </span>
      <Storeys share={share} />
    </FilmCard>
  );
}

interface VerdictProps {
  readonly kind: "seen" | "held-out";
  readonly words: string;
  readonly rating: Rating;
}

function Verdict({ kind, words, rating }: VerdictProps) {
  return (
    <span class={`verdict verdict-${kind}`}>
      <span class={`${kind}-mark`} />
      {words}
      {rating.stars !== null && <Stars stars={rating.stars} />}
    </span>
  );
}
