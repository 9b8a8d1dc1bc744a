import type { Ragged } from "@towerkit/core";
import { forEachItem } from "../interactions/co-occurrences.js";
import type { Interactions } from "../interactions/interactions.js";
import { transposed } from "../interactions/transposed.js";
import type { SimilarityOf } from "./similarity.js";

/** For each item, the candidates that it speaks for, rising, and how strongly. */
export interface Neighbours {
  readonly candidatesOfItem: Ragged;
  /** As long as the list of candidates. */
  readonly similarities: Float64Array;
}

/** Finds the `count` items that are most like each candidate, and turns the lists over. */
export function nearestItems(
  interactions: Interactions,
  count: number,
  similarity: SimilarityOf,
): Neighbours {
  const { numItems, usersOfItem } = interactions;
  const numUsers = (item: number) => usersOfItem.offsets[item + 1] - usersOfItem.offsets[item];
  const similarities = new Float64Array(numItems);
  const lists: Int32Array[] = [];
  const values: Float64Array[] = [];
  forEachItem(interactions, (candidate, counts, found) => {
    const others = found.filter((item) => item !== candidate);
    for (const item of others) {
      similarities[item] = similarity(counts[item], numUsers(item), numUsers(candidate));
    }
    const near = atLeastAs(others, similarities, count);
    // Among equals, the earlier in the catalogue.
    near.sort((a, b) => similarities[b] - similarities[a] || a - b);
    const nearest = near.slice(0, count);
    lists.push(nearest);
    values.push(Float64Array.from(nearest, (item) => similarities[item]));
  });
  return turnedOver(lists, values, numItems);
}

/** The items that are at least as similar as the `count`-th: few are left to be put in order. */
function atLeastAs(items: Int32Array, similarities: Float64Array, count: number): Int32Array {
  if (items.length <= count) return items;
  const sorted = Float64Array.from(items, (item) => similarities[item]).sort();
  const least = sorted[sorted.length - count];
  return items.filter((item) => similarities[item] >= least);
}

function turnedOver(
  lists: readonly Int32Array[],
  values: readonly Float64Array[],
  numItems: number,
): Neighbours {
  const offsets = new Int32Array(numItems + 1);
  for (const [list, items] of lists.entries()) offsets[list + 1] = offsets[list] + items.length;
  const items = new Int32Array(offsets[numItems]);
  for (const [list, part] of lists.entries()) items.set(part, offsets[list]);
  const candidatesOfItem = transposed({ offsets, values: items }, numItems);
  const next = candidatesOfItem.offsets.slice();
  const similarities = new Float64Array(items.length);
  // `transposed` fills its lists in this very order.
  for (const [list, part] of lists.entries()) {
    for (const [at, item] of part.entries()) similarities[next[item]++] = values[list][at];
  }
  return { candidatesOfItem, similarities };
}
