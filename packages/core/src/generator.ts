import { checkInteger } from "./checks.js";
import { type Generator, RANGE, rotateLeft, Xoshiro128 } from "./xoshiro.js";

/** The finaliser of MurmurHash3: spreads every bit of `h` over the whole word. */
function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function absorb(state: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul(rotateLeft(k, 15), 0x1b873593);
  return (Math.imul(rotateLeft(state ^ k, 13), 5) + 0xe6546b64) | 0;
}

function absorbKey(state: number, key: string | number): number {
  if (typeof key !== "string") {
    checkInteger("a generator's key", key, 0);
    state = absorb(state, key | 0);
    return absorb(state, Math.floor(key / RANGE) ^ 0x6e);
  }
  for (let i = 0; i < key.length; i++) state = absorb(state, key.charCodeAt(i));
  return absorb(state, key.length ^ 0x73);
}

/**
 * Makes the generator that belongs to a seed and a purpose, so that no two uses share a stream
 * and none depends on the order in which others were made.
 *
 * The numbers come from xoshiro128** (Blackman and Vigna, 2021) over a state hashed from the keys.
 * Only 32-bit integer arithmetic is used, so every JavaScript engine gives the same bits.
 *
 * @param seed - a whole number from 0.
 * @param keys - what the numbers are for, e.g. `"shuffle", epoch`.
 * @throws ConfigError if the seed or a numeric key is not a whole number from 0.
 * @example
 * const order = createGenerator(42, "shuffle", epoch).shuffle(Int32Array.from({ length: 8 }, (_, i) => i));
 */
export function createGenerator(seed: number, ...keys: readonly (string | number)[]): Generator {
  checkInteger("seed", seed, 0);
  const state = new Int32Array(4);
  for (let lane = 0; lane < 4; lane++) {
    let hash = absorbKey(lane + 1, seed);
    for (const key of keys) hash = absorbKey(hash, key);
    state[lane] = mix(hash);
  }
  // The all-zero state is the one that xoshiro never leaves.
  if (state.every((word) => word === 0)) state[0] = 1;
  return new Xoshiro128(state);
}
