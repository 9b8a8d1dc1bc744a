import type { RecommendationList, SeenChoice } from "../../api.js";
import { addresses } from "../data/addresses.js";
import { useLatestData, useResource } from "../data/use-resource.js";
import { useNavigator } from "../navigation/navigator.js";
import { LIST_LENGTHS, type UserPlace } from "../navigation/place.js";
import { Choice } from "../parts/choice.js";
import { FailureNote, LoadingRows } from "../parts/states.js";
import { RecommendedCard } from "./recommended-card.js";

const SEEN_CHOICES = [
  ["hidden", "Hidden"],
  ["shown", "Shown"],
] as const satisfies readonly (readonly [SeenChoice, string])[];
const LENGTH_CHOICES = LIST_LENGTHS.map((k) => [k, String(k)] as const);

/** What the model recommends to a user. */
export function Recommended({ place }: { readonly place: UserPlace }) {
  const { go } = useNavigator();
  const answer = useResource<RecommendationList>(addresses.recommendations(place));
  const list = useLatestData(answer);
  return (
    <>
      <div class="section-head">
        <h2 id="recommended">{list?.coldStart ? "Most rated" : "Recommended"}</h2>
        {!list?.coldStart && (
          <Choice
            legend="Seen films"
            choices={SEEN_CHOICES}
            value={place.seen}
            onChange={(seen) => go({ ...place, seen })}
          />
        )}
        <Choice
          legend="How many"
          choices={LENGTH_CHOICES}
          value={place.k}
          onChange={(k) => go({ ...place, k })}
        />
      </div>
      <FailureNote resource={answer} />
      {answer.state === "loading" && !list && <LoadingRows rows={place.k} />}
      {answer.state !== "failed" && list && (
        <RecommendedList list={list} isStale={answer.state === "loading"} />
      )}
    </>
  );
}

function RecommendedList({ list, isStale }: { list: RecommendationList; isStale: boolean }) {
  const { items, coldStart, user, seen } = list;
  const top = Math.max(...items.map(({ score }) => score));
  const bottom = Math.min(0, ...items.map(({ score }) => score));
  return (
    <>
      {coldStart && (
        <p class="cold-start">
          <strong>A cold start.</strong> The model has never met user {user}, so these are simply
          the films with the most ratings.
        </p>
      )}
      <p class="visually-hidden" role="status">
        {items.length} films, seen ones {seen}
      </p>
      {items.length === 0 && <p class="empty">There is no film left that they have not seen.</p>}
      <ol class={`film-list ${coldStart ? "film-grid" : ""} ${isStale ? "is-stale" : ""}`}>
        {items.map((item, index) => (
          <RecommendedCard
            key={item.film.id}
            item={item}
            rank={index + 1}
            share={(item.score - bottom) / (top - bottom || 1)}
            coldStart={coldStart}
          />
        ))}
      </ol>
      {items.some(({ heldOut }) => heldOut !== null) && (
        <p class="legend">
          <span class="held-out-mark" /> The model guessed right: they did rate this film, in a row
          that was kept aside from training.
        </p>
      )}
    </>
  );
}
