import type { Sha256 } from "../sha256.js";

const BLOCK = 64;

/**
 * SHA-256 (FIPS 180-4) of bytes that come in pieces. A browser's own is asynchronous, wants all
 * bytes at once, and is missing from pages that came over plain http.
 */
export function createSha256(): Sha256 {
  const { roundConstants, state } = constants();
  const words = new Int32Array(BLOCK);
  const block = new Uint8Array(BLOCK);
  let filled = 0;
  let total = 0;
  const take = (): void => {
    compress(state, { block, words, roundConstants });
    filled = 0;
  };
  return {
    update(bytes) {
      total += bytes.length;
      for (let at = 0; at < bytes.length; ) {
        const taken = Math.min(BLOCK - filled, bytes.length - at);
        block.set(bytes.subarray(at, at + taken), filled);
        at += taken;
        filled += taken;
        if (filled === BLOCK) take();
      }
    },
    hex() {
      block[filled++] = 0x80;
      block.fill(0, filled);
      if (filled > BLOCK - 8) {
        take();
        block.fill(0);
      }
      const view = new DataView(block.buffer);
      view.setUint32(BLOCK - 8, Math.floor(total / 2 ** 29));
      view.setUint32(BLOCK - 4, (total * 8) >>> 0);
      take();
      return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
    },
  };
}

interface Scratch {
  readonly block: Uint8Array;
  readonly words: Int32Array;
  readonly roundConstants: Int32Array;
}

const rotateRight = (x: number, k: number): number => (x >>> k) | (x << (32 - k));

function compress(state: Int32Array, { block, words, roundConstants }: Scratch): void {
  for (let i = 0; i < 16; i++) {
    const at = i * 4;
    words[i] = (block[at] << 24) | (block[at + 1] << 16) | (block[at + 2] << 8) | block[at + 3];
  }
  for (let i = 16; i < 64; i++) {
    const early = words[i - 15];
    const late = words[i - 2];
    const small0 = rotateRight(early, 7) ^ rotateRight(early, 18) ^ (early >>> 3);
    const small1 = rotateRight(late, 17) ^ rotateRight(late, 19) ^ (late >>> 10);
    words[i] = (words[i - 16] + small0 + words[i - 7] + small1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const big1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + big1 + choice + roundConstants[i] + words[i]) | 0;
    const big0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + big0 + majority) | 0;
  }
  const sums = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i++) state[i] = (state[i] + sums[i]) | 0;
}

/** The first 32 fractional bits of the cube roots, and square roots, of the first primes. */
function constants(): { roundConstants: Int32Array; state: Int32Array } {
  const roundConstants = new Int32Array(64);
  const state = new Int32Array(8);
  for (let prime = 2, found = 0; found < 64; prime++) {
    if (!isPrime(prime)) continue;
    if (found < 8) state[found] = rootFraction(BigInt(prime), 2n);
    roundConstants[found++] = rootFraction(BigInt(prime), 3n);
  }
  return { roundConstants, state };
}

function isPrime(candidate: number): boolean {
  for (let factor = 2; factor * factor <= candidate; factor++) {
    if (candidate % factor === 0) return false;
  }
  return true;
}

/** The first 32 fractional bits of the `degree`-th root of `value`, by bisection on whole numbers. */
function rootFraction(value: bigint, degree: bigint): number {
  const scaled = value << (32n * degree);
  let low = 0n;
  let high = value << 32n;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** degree <= scaled) low = middle;
    else high = middle - 1n;
  }
  return Number(BigInt.asIntN(32, low));
}
