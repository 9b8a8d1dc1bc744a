const BLOCK_WORDS = 16;
const LONGEST = 55;

/**
 * MD5 (RFC 1321) of texts of at most 55 ASCII characters, as four words of 32 bits that compare, one
 * after another, as the digests do. Browsers have no MD5 of their own.
 */
export class ShortMd5 {
  readonly words = new Uint32Array(4);
  readonly #block = new Int32Array(BLOCK_WORDS);

  /** Puts the digest of `text` into `words`. */
  digest(text: string): void {
    if (text.length > LONGEST) throw new RangeError("the text is too long for one block");
    const block = this.#block.fill(0);
    for (let at = 0; at < text.length; at++) {
      block[at >> 2] |= text.charCodeAt(at) << ((at & 3) * 8);
    }
    block[text.length >> 2] |= 0x80 << ((text.length & 3) * 8);
    block[14] = text.length * 8;
    this.#compress();
  }

  #compress(): void {
    const block = this.#block;
    let a = 0x67452301;
    let b = 0xefcdab89 | 0;
    let c = 0x98badcfe | 0;
    let d = 0x10325476;
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      let mixed: number;
      let word: number;
      if (round === 0) {
        mixed = (b & c) | (~b & d);
        word = i;
      } else if (round === 1) {
        mixed = (d & b) | (~d & c);
        word = (5 * i + 1) & 15;
      } else if (round === 2) {
        mixed = b ^ c ^ d;
        word = (3 * i + 5) & 15;
      } else {
        mixed = c ^ (b | ~d);
        word = (7 * i) & 15;
      }
      const sum = (a + mixed + CONSTANTS[i] + block[word]) | 0;
      const shift = SHIFTS[round * 4 + (i & 3)];
      a = d;
      d = c;
      c = b;
      b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
    }
    this.words[0] = bytesReversed((a + 0x67452301) | 0);
    this.words[1] = bytesReversed((b + 0xefcdab89) | 0);
    this.words[2] = bytesReversed((c + 0x98badcfe) | 0);
    this.words[3] = bytesReversed((d + 0x10325476) | 0);
  }
}

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

function bytesReversed(word: number): number {
  return ((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

/** The first 32 fractional bits of |sin(1)| to |sin(64)|, which engines might round differently. */
const CONSTANTS = Int32Array.of(
  0xd76aa478,
  0xe8c7b756,
  0x242070db,
  0xc1bdceee,
  0xf57c0faf,
  0x4787c62a,
  0xa8304613,
  0xfd469501,
  0x698098d8,
  0x8b44f7af,
  0xffff5bb1,
  0x895cd7be,
  0x6b901122,
  0xfd987193,
  0xa679438e,
  0x49b40821,
  0xf61e2562,
  0xc040b340,
  0x265e5a51,
  0xe9b6c7aa,
  0xd62f105d,
  0x02441453,
  0xd8a1e681,
  0xe7d3fbc8,
  0x21e1cde6,
  0xc33707d6,
  0xf4d50d87,
  0x455a14ed,
  0xa9e3e905,
  0xfcefa3f8,
  0x676f02d9,
  0x8d2a4c8a,
  0xfffa3942,
  0x8771f681,
  0x6d9d6122,
  0xfde5380c,
  0xa4beea44,
  0x4bdecfa9,
  0xf6bb4b60,
  0xbebfbc70,
  0x289b7ec6,
  0xeaa127fa,
  0xd4ef3085,
  0x04881d05,
  0xd9d4d039,
  0xe6db99e5,
  0x1fa27cf8,
  0xc4ac5665,
  0xf4292244,
  0x432aff97,
  0xab9423a7,
  0xfc93a039,
  0x655b59c3,
  0x8f0ccc92,
  0xffeff47d,
  0x85845dd1,
  0x6fa87e4f,
  0xfe2ce6e0,
  0xa3014314,
  0x4e0811a1,
  0xf7537e82,
  0xbd3af235,
  0x2ad7d2bb,
  0xeb86d391,
);
