import type { ColumnNames } from "../encoder.js";
import { joined } from "../vocabulary/joined.js";
import type { SeenItemsColumns } from "./columns.js";
import {
  type FittedSeenItems,
  type FittedSeenItemsJSON,
  readSeenItems,
} from "./fitted-seen-items.js";
import { seenItems } from "./seen-items.js";

/** The same sets with the items of some rows that they lack; an item that is new gets the next id. */
export function growSeenItems(
  fitted: FittedSeenItems,
  columns: SeenItemsColumns,
  names?: ColumnNames,
): FittedSeenItems {
  const known = fitted.toJSON();
  const fresh = seenItems(known).fit(columns, names).toJSON();
  const actors = joined(known.actors, fresh.actors);
  const items = joined(known.vocabulary, fresh.vocabulary);
  const sets = actors.values.map((_, actor) => new Set(itemsOf(known, actor)));
  for (const [place, actor] of fresh.actors.entries()) {
    const own = sets[actors.placeOf.get(actor) as number];
    for (const id of itemsOf(fresh, place)) {
      own.add((items.placeOf.get(fresh.vocabulary[id - FIRST_ID]) as number) + FIRST_ID);
    }
  }
  const offsets = [0];
  for (const { size } of sets) offsets.push((offsets.at(-1) as number) + size);
  if (offsets.at(-1) === known.items.length) return fitted;
  return readSeenItems({
    ...known,
    actors: actors.values,
    vocabulary: items.values,
    offsets,
    items: sets.flatMap((own) => Array.from(own).sort((a, b) => a - b)),
  });
}

/** Id 0 is an unknown item. */
const FIRST_ID = 1;

const itemsOf = ({ offsets, items }: FittedSeenItemsJSON, actor: number): readonly number[] =>
  actor + 1 < offsets.length ? items.slice(offsets[actor], offsets[actor + 1]) : [];
