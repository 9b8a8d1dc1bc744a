import { ConfigError } from "@towerkit/core";
import { checkFiniteNumber } from "../numeric/refuse.js";

/** Interactions sorted by who made them and then by time: those of `u` are from `offsets[u]` to `offsets[u + 1]`. */
export interface Interactions {
  /** `[actors + 1]`, rising from 0. */
  readonly offsets: Int32Array;
  /** `[interactions]`, never falling within an actor. */
  readonly times: Float64Array;
  /** `[interactions]`: the items' ids. */
  readonly items: Int32Array;
}

/** Interactions in the order in which they came. */
interface RawInteractions {
  /** `[interactions]`: who, as whole numbers below `actorCount`. */
  readonly actors: Int32Array;
  readonly actorCount: number;
  readonly times: Float64Array;
  readonly items: Int32Array;
}

/** Sorts interactions by actor, then by time; equal ones stay in the order in which they came. */
export function sortInteractions(raw: RawInteractions): Interactions {
  const { actors, actorCount, times, items } = raw;
  const offsets = new Int32Array(actorCount + 1);
  for (let i = 0; i < actors.length; i++) offsets[actors[i] + 1]++;
  for (let actor = 0; actor < actorCount; actor++) offsets[actor + 1] += offsets[actor];
  const order = new Int32Array(actors.length);
  const next = offsets.slice();
  for (let i = 0; i < actors.length; i++) order[next[actors[i]]++] = i;
  for (let actor = 0; actor < actorCount; actor++) {
    sortByTime(order.subarray(offsets[actor], offsets[actor + 1]), times);
  }
  return {
    offsets,
    times: Float64Array.from(order, (i) => times[i]),
    items: Int32Array.from(order, (i) => items[i]),
  };
}

function sortByTime(order: Int32Array, times: Float64Array): void {
  let isSorted = true;
  for (let i = 1; i < order.length && isSorted; i++) {
    isSorted = times[order[i - 1]] <= times[order[i]];
  }
  if (!isSorted) order.sort((a, b) => times[a] - times[b] || a - b);
}

/** How many of the interactions from `start` to `end` are before `time`, counted in positions: where they end. */
export function endBefore(time: number, times: Float64Array, start: number, end: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Checks interactions that come from outside.
 * @throws ConfigError naming the part that is wrong.
 */
export function checkInteractions(
  json: Readonly<Record<string, unknown>>,
  actorCount: number,
  itemIds: number,
): Interactions {
  const times = Float64Array.from(numbersOf("times", json["times"]));
  const offsets = wholeNumbers("offsets", json["offsets"], times.length + 1);
  const items = wholeNumbers("items", json["items"], itemIds);
  const fits =
    offsets.length === actorCount + 1 &&
    items.length === times.length &&
    offsets[0] === 0 &&
    offsets[actorCount] === times.length;
  if (!fits) {
    throw new ConfigError(
      `history: ${actorCount} actors, ${offsets.length} offsets, ${times.length} times and ${items.length} items do not belong together.`,
    );
  }
  for (let actor = 0; actor < actorCount; actor++) {
    if (offsets[actor] > offsets[actor + 1]) {
      throw new ConfigError(`history offsets must not fall, but they do after ${actor}.`);
    }
    for (let i = offsets[actor] + 1; i < offsets[actor + 1]; i++) {
      if (times[i - 1] > times[i]) {
        throw new ConfigError(`history times must not fall within an actor, but times[${i}] does.`);
      }
    }
  }
  return { offsets, times, items };
}

function numbersOf(name: string, values: unknown): readonly number[] {
  if (!Array.isArray(values)) throw new ConfigError(`history ${name} must be an array of numbers.`);
  return values.map((value, i) => checkFiniteNumber(`history ${name}[${i}]`, value));
}

function wholeNumbers(name: string, values: unknown, below: number): Int32Array {
  const numbers = numbersOf(name, values);
  const wrong = numbers.findIndex((n) => !Number.isInteger(n) || n < 0 || n >= below);
  if (wrong >= 0) {
    throw new ConfigError(
      `history ${name}[${wrong}] is ${numbers[wrong]}; it must be a whole number from 0, below ${below}.`,
    );
  }
  return Int32Array.from(numbers);
}
