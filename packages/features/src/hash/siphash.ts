import { Word64 } from "./word64.js";

const INITIAL = [
  new Word64(0x736f6d65, 0x70736575),
  new Word64(0x646f7261, 0x6e646f6d),
  new Word64(0x6c796765, 0x6e657261),
  new Word64(0x74656462, 0x79746573),
] as const;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012), which TensorFlow's `Hashing` uses where it has a salt.
 *
 * An object of this class owns the words that it computes in, so that hashing allocates nothing.
 */
export class SipHash {
  readonly #start: readonly [Word64, Word64, Word64, Word64];
  readonly #v0 = new Word64();
  readonly #v1 = new Word64();
  readonly #v2 = new Word64();
  readonly #v3 = new Word64();
  readonly #message = new Word64();

  /** @param key - two 64-bit words. */
  constructor([first, second]: readonly [Word64, Word64]) {
    const mixed = (i: number, half: Word64) => new Word64().set(INITIAL[i]).xor(half);
    this.#start = [mixed(0, first), mixed(1, second), mixed(2, first), mixed(3, second)];
  }

  /**
   * @param bytes - the first `length` of them are hashed.
   * @returns a word that the next call overwrites.
   */
  of(bytes: Uint8Array, length: number): Word64 {
    const message = this.#message;
    const start = this.#start;
    this.#v0.set(start[0]);
    this.#v1.set(start[1]);
    this.#v2.set(start[2]);
    this.#v3.set(start[3]);
    const whole = length - (length % 8);
    for (let at = 0; at < whole; at += 8) this.#compress(message.setBytes(bytes, at));
    this.#compress(setLastBytes(message, bytes, whole, length));
    this.#v2.low ^= 0xff;
    for (let round = 0; round < 4; round++) this.#round();
    return this.#v0.xor(this.#v1).xor(this.#v2).xor(this.#v3);
  }

  #compress(message: Word64): void {
    this.#v3.xor(message);
    this.#round();
    this.#round();
    this.#v0.xor(message);
  }

  #round(): void {
    const v0 = this.#v0;
    const v1 = this.#v1;
    const v2 = this.#v2;
    const v3 = this.#v3;
    v0.add(v1);
    v1.rotateLeft(13).xor(v0);
    v0.swapHalves();
    v2.add(v3);
    v3.rotateLeft(16).xor(v2);
    v0.add(v3);
    v3.rotateLeft(21).xor(v0);
    v2.add(v1);
    v1.rotateLeft(17).xor(v2);
    v2.swapHalves();
  }
}

/** The last word: the bytes that are left, and the length's lowest byte above them. */
function setLastBytes(word: Word64, bytes: Uint8Array, from: number, length: number): Word64 {
  word.low = 0;
  word.high = length << 24;
  for (let at = from; at < length; at++) {
    const place = at - from;
    if (place < 4) word.low |= bytes[at] << (8 * place);
    else word.high |= bytes[at] << (8 * (place - 4));
  }
  return word;
}
