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
 * The state stands in eight local variables, the upper (`h`) and lower (`l`) halves of four words:
 * three times as fast as in objects.
 */
export class SipHash {
  readonly #start: readonly [Word64, Word64, Word64, Word64];
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
    let { high: h0, low: l0 } = this.#start[0];
    let { high: h1, low: l1 } = this.#start[1];
    let { high: h2, low: l2 } = this.#start[2];
    let { high: h3, low: l3 } = this.#start[3];
    const whole = length - (length % 8);
    // One message for every eight bytes, one for the rest and the length, and the finish.
    for (let at = 0; at <= whole + 8; at += 8) {
      const finish = at > whole;
      if (finish) {
        l2 ^= 0xff;
      } else {
        if (at < whole) message.setBytes(bytes, at);
        else setLastBytes(message, bytes, whole, length);
        h3 ^= message.high;
        l3 ^= message.low;
      }
      for (let round = finish ? 4 : 2; round > 0; round--) {
        // v0 += v1; v1 <<<= 13; v1 ^= v0; v0 <<<= 32
        l0 = (l0 + l1) | 0;
        h0 = (h0 + h1 + carry(l0, l1)) | 0;
        let high = ((h1 << 13) | (l1 >>> 19)) ^ h0;
        l1 = ((l1 << 13) | (h1 >>> 19)) ^ l0;
        h1 = high;
        high = l0;
        l0 = h0;
        h0 = high;
        // v2 += v3; v3 <<<= 16; v3 ^= v2
        l2 = (l2 + l3) | 0;
        h2 = (h2 + h3 + carry(l2, l3)) | 0;
        high = ((h3 << 16) | (l3 >>> 16)) ^ h2;
        l3 = ((l3 << 16) | (h3 >>> 16)) ^ l2;
        h3 = high;
        // v0 += v3; v3 <<<= 21; v3 ^= v0
        l0 = (l0 + l3) | 0;
        h0 = (h0 + h3 + carry(l0, l3)) | 0;
        high = ((h3 << 21) | (l3 >>> 11)) ^ h0;
        l3 = ((l3 << 21) | (h3 >>> 11)) ^ l0;
        h3 = high;
        // v2 += v1; v1 <<<= 17; v1 ^= v2; v2 <<<= 32
        l2 = (l2 + l1) | 0;
        h2 = (h2 + h1 + carry(l2, l1)) | 0;
        high = ((h1 << 17) | (l1 >>> 15)) ^ h2;
        l1 = ((l1 << 17) | (h1 >>> 15)) ^ l2;
        h1 = high;
        high = l2;
        l2 = h2;
        h2 = high;
      }
      if (!finish) {
        h0 ^= message.high;
        l0 ^= message.low;
      }
    }
    message.high = h0 ^ h1 ^ h2 ^ h3;
    message.low = l0 ^ l1 ^ l2 ^ l3;
    return message;
  }
}

/** What the lower halves carry over, given their sum and one of them. */
const carry = (sum: number, term: number): number => (sum >>> 0 < term >>> 0 ? 1 : 0);

/** The last word: the bytes that are left, and the length's lowest byte above them. */
function setLastBytes(word: Word64, bytes: Uint8Array, from: number, length: number): void {
  word.low = 0;
  word.high = length << 24;
  for (let at = from; at < length; at++) {
    const place = at - from;
    if (place < 4) word.low |= bytes[at] << (8 * place);
    else word.high |= bytes[at] << (8 * (place - 4));
  }
}
