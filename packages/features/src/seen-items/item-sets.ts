import { ConfigError, shown } from "@towerkit/core";

/** The items of several actors: those of `a` are from `offsets[a]` to `offsets[a + 1]`. */
export interface ItemSets {
  /** `[actors + 1]`, rising from 0. */
  readonly offsets: Int32Array;
  /** The items' ids, rising within an actor. */
  readonly items: Int32Array;
}

/** Puts each actor's distinct items, by rising id, behind those of the one before. */
export function itemSetsOf(ofActors: readonly ReadonlySet<number>[]): ItemSets {
  const offsets = new Int32Array(ofActors.length + 1);
  ofActors.forEach(({ size }, actor) => {
    offsets[actor + 1] = offsets[actor] + size;
  });
  const items = new Int32Array(offsets[ofActors.length]);
  ofActors.forEach((ids, actor) => {
    items.set(Int32Array.from(ids).sort(), offsets[actor]);
  });
  return { offsets, items };
}

/** Where an id stands between two places of rising ids; -1 if it does not. */
export function placeOf(
  id: number,
  items: Int32Array,
  [start, end]: readonly [number, number],
): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (items[middle] < id) low = middle + 1;
    else high = middle;
  }
  return low < end && items[low] === id ? low : -1;
}

/**
 * Checks sets that come from outside.
 * @throws ConfigError naming the part that is wrong.
 */
export function checkItemSets(
  json: Readonly<Record<string, unknown>>,
  actorCount: number,
  itemIds: number,
): ItemSets {
  const items = wholeNumbers("items", json["items"], itemIds);
  const offsets = wholeNumbers("offsets", json["offsets"], items.length + 1);
  if (offsets.length !== actorCount + 1 || offsets[0] !== 0 || offsets.at(-1) !== items.length) {
    throw new ConfigError(
      `seenItems: ${actorCount} actors, ${offsets.length} offsets and ${items.length} items do not belong together.`,
    );
  }
  const falls = offsets.findIndex((offset, i) => i > 0 && offset < offsets[i - 1]);
  if (falls >= 0) {
    throw new ConfigError(`seenItems offsets must not fall, but offsets[${falls}] does.`);
  }
  for (let actor = 0; actor < actorCount; actor++) {
    for (let i = offsets[actor] + 1; i < offsets[actor + 1]; i++) {
      if (items[i - 1] < items[i]) continue;
      throw new ConfigError(`seenItems items must rise within an actor; items[${i}] does not.`);
    }
  }
  return { offsets, items };
}

function wholeNumbers(name: string, values: unknown, below: number): Int32Array {
  if (!Array.isArray(values)) {
    throw new ConfigError(`seenItems ${name} must be an array of numbers.`);
  }
  const wrong = values.findIndex((n) => !Number.isInteger(n) || n < 0 || n >= below);
  if (wrong >= 0) {
    throw new ConfigError(
      `seenItems ${name}[${wrong}] is ${shown(values[wrong])}; it must be a whole number from 0, below ${below}.`,
    );
  }
  return Int32Array.from(values);
}
