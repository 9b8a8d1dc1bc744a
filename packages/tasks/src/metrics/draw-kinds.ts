import type { Generator } from "@towerkit/core";

/** Draws as many units as there are, with replacement, and counts them by kind: `[kinds]`, overwritten. */
export type DrawKinds = (counts: Int32Array) => void;

/** Where there are fewer units for each kind, it is not worth while to draw many at a time. */
const WORTH_HALVING = 32;

/** Makes the function that draws: unit by unit, or many at a time where kinds are few. */
export function createDrawKinds(
  kindOf: Int32Array,
  kinds: number,
  generator: Generator,
): DrawKinds {
  const units = kindOf.length;
  if (units >= WORTH_HALVING * kinds) return drawByHalves(kindOf, kinds, generator);
  return (counts) => {
    counts.fill(0);
    for (let drawn = 0; drawn < units; drawn++) counts[kindOf[generator.below(units)]]++;
  };
}

/**
 * Units stand in places by kind, of which there is a power of two. How many of n draws fall into the first
 * half of the places is how many of n random bits are set; so on in each half, until its places are of one
 * kind. Draws of places that hold no unit are made again.
 */
function drawByHalves(kindOf: Int32Array, kinds: number, generator: Generator): DrawKinds {
  const places = Int32Array.from(kindOf).sort();
  let size = 1;
  while (size < places.length) size *= 2;
  const kindAt = new Int32Array(size).fill(kinds);
  kindAt.set(places);
  const counts = new Int32Array(kinds + 1);

  function share(first: number, width: number, draws: number): void {
    if (draws === 0) return;
    const kind = kindAt[first];
    if (kind === kindAt[first + width - 1]) {
      counts[kind] += draws;
      return;
    }
    const half = width / 2;
    const left = countSetBits(draws, generator);
    share(first, half, left);
    share(first + half, half, draws - left);
  }

  return (out) => {
    counts.fill(0);
    let left = kindOf.length;
    while (left > 0) {
      counts[kinds] = 0;
      share(0, size, left);
      left = counts[kinds];
    }
    out.set(counts.subarray(0, kinds));
  };
}

/** How many of so many random bits are set. */
function countSetBits(bits: number, generator: Generator): number {
  let count = 0;
  let left = bits;
  for (; left >= 32; left -= 32) count += setBits(generator.uint32());
  return left === 0 ? count : count + setBits(generator.uint32() >>> (32 - left));
}

/** The set bits of a word, added up in ever wider fields (Warren, Hacker's Delight, 5-1). */
function setBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
