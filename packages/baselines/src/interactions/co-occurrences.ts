import type { Interactions } from "./interactions.js";

/**
 * Goes through the items, and counts for each the users that it shares with every item.
 * @param visit - is given `[numItems]` counts, which hold until it returns; the item's own is its number
 * of users. `found` are the items with a count above 0, in no certain order.
 */
export function forEachItem(
  { numItems, itemsOfUser, usersOfItem }: Interactions,
  visit: (item: number, counts: Int32Array, found: Int32Array) => void,
): void {
  const counts = new Int32Array(numItems);
  const found = new Int32Array(numItems);
  for (let item = 0; item < numItems; item++) {
    let numFound = 0;
    for (let u = usersOfItem.offsets[item]; u < usersOfItem.offsets[item + 1]; u++) {
      const user = usersOfItem.values[u];
      const end = itemsOfUser.offsets[user + 1];
      for (let i = itemsOfUser.offsets[user]; i < end; i++) {
        const other = itemsOfUser.values[i];
        if (counts[other]++ === 0) found[numFound++] = other;
      }
    }
    visit(item, counts, found.subarray(0, numFound));
    for (let i = 0; i < numFound; i++) counts[found[i]] = 0;
  }
}
