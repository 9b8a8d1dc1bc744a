import { checkInteger } from "./checks.js";
import { ConfigError } from "./errors.js";

/** A stream of random numbers that is the same on every machine for the same keys. */
export interface Generator {
  /** A whole number from 0 to 2³² − 1. */
  uint32(): number;
  /** The numbers that as many calls of `uint32` would give, several times as fast; returns `out`. */
  fill(out: Uint32Array): Uint32Array;
  /** A number in [0, 1) with 53 random bits. */
  uniform(): number;
  /**
   * A whole number from 0 to `bound` − 1, each equally likely. `bound` is 1 to 2³².
   * @throws ConfigError if `bound` is anything else.
   */
  below(bound: number): number;
  /** Puts `items` into a random order, in place (Fisher and Yates), and returns it. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T;
}

/** How many different numbers 32 bits can be. */
export const RANGE = 2 ** 32;

export const rotateLeft = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** xoshiro128**, version 1.1 (Blackman and Vigna, 2021, https://prng.di.unimi.it). */
export class Xoshiro128 implements Generator {
  readonly #state: Int32Array;

  /** @param state - four words, not all zero; the generator keeps and changes the array. */
  constructor(state: Int32Array) {
    this.#state = state;
  }

  uint32(): number {
    const s = this.#state;
    const result = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotateLeft(s[3], 11);
    return result;
  }

  fill(out: Uint32Array): Uint32Array {
    let [s0, s1, s2, s3] = this.#state;
    for (let i = 0; i < out.length; i++) {
      out[i] = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9);
      const t = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= t;
      s3 = rotateLeft(s3, 11);
    }
    this.#state.set([s0, s1, s2, s3]);
    return out;
  }

  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  below(bound: number): number {
    checkInteger("bound", bound, 1);
    if (bound > RANGE) throw new ConfigError(`bound must be at most 2^32, got ${bound}.`);
    let drawn = this.uint32();
    // Drawing again below the threshold leaves a range that `bound` divides. The threshold is below
    // `bound`, so most draws need not know it.
    if (drawn < bound) {
      const threshold = RANGE % bound;
      while (drawn < threshold) drawn = this.uint32();
    }
    // The remainder, several times as fast as by `%` on numbers of 32 bits: the quotient, an error of
    // less than 1 / bound included, never reaches the next whole number.
    return drawn - Math.floor(drawn / bound) * bound;
  }

  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const held = items[i];
      items[i] = items[j];
      items[j] = held;
    }
    return items;
  }
}
