import type { ColumnNames } from "../encoder.js";
import { joined } from "../vocabulary/joined.js";
import type { HistoryColumns } from "./columns.js";
import { type FittedHistory, type FittedHistoryJSON, readHistory } from "./fitted-history.js";
import { history } from "./history.js";

interface Interaction {
  readonly time: number;
  /** Its place in the vocabulary. */
  readonly item: number;
}

/**
 * The same histories with the interactions of some rows that they lack; an item that is new gets the next id.
 * Rows that the histories were fitted on add nothing.
 */
export function growHistory(
  fitted: FittedHistory,
  columns: HistoryColumns,
  names?: ColumnNames,
): FittedHistory {
  const known = fitted.toJSON();
  const fresh = history(known).fit(columns, names).toJSON();
  const actors = joined(known.actors, fresh.actors);
  const items = joined(known.vocabulary, fresh.vocabulary);
  const ofActors = actors.values.map((_, actor) => interactionsOf(known, actor));
  let isGrown = false;
  for (const [place, actor] of fresh.actors.entries()) {
    const others = interactionsOf(fresh, place).map(({ time, item }) => ({
      time,
      item: items.placeOf.get(fresh.vocabulary[item]) as number,
    }));
    const at = actors.placeOf.get(actor) as number;
    const added = withoutKnown(others, ofActors[at]);
    isGrown ||= added.length > 0;
    // Sorting is stable: of one moment, what was known stays before what is new.
    ofActors[at] = [...ofActors[at], ...added].sort((a, b) => a.time - b.time);
  }
  if (!isGrown) return fitted;
  const offsets = [0];
  for (const own of ofActors) offsets.push((offsets.at(-1) as number) + own.length);
  const all = ofActors.flat();
  return readHistory({
    ...known,
    actors: actors.values,
    vocabulary: items.values,
    offsets,
    times: all.map(({ time }) => time),
    items: all.map(({ item }) => item + FIRST_ID),
  });
}

/** Id 0 is an unknown item. */
const FIRST_ID = 1;

function interactionsOf(
  { offsets, times, items }: FittedHistoryJSON,
  actor: number,
): readonly Interaction[] {
  if (actor + 1 >= offsets.length) return [];
  const own: Interaction[] = [];
  for (let i = offsets[actor]; i < offsets[actor + 1]; i++) {
    own.push({ time: times[i], item: items[i] - FIRST_ID });
  }
  return own;
}

/** Those that are not among the known ones, as often as they are more than there. */
function withoutKnown(
  others: readonly Interaction[],
  known: readonly Interaction[],
): readonly Interaction[] {
  const keyOf = ({ time, item }: Interaction) => `${time}/${item}`;
  const left = new Map<string, number>();
  for (const one of known) left.set(keyOf(one), (left.get(keyOf(one)) ?? 0) + 1);
  return others.filter((one) => {
    const count = left.get(keyOf(one)) ?? 0;
    left.set(keyOf(one), count - 1);
    return count <= 0;
  });
}
