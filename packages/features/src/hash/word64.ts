/**
 * A 64-bit word that is changed in place, in two halves: BigInt would make a new object for every
 * step of a hash. Every method but the last gives the word itself back.
 */
export class Word64 {
  high: number;
  low: number;

  constructor(high = 0, low = 0) {
    this.high = high | 0;
    this.low = low | 0;
  }

  set(other: Word64): this {
    this.high = other.high;
    this.low = other.low;
    return this;
  }

  /** @param value - a whole number from -(2^53 - 1) to 2^53 - 1; a negative one in two's complement. */
  setNumber(value: number): this {
    this.high = Math.floor(value / 0x100000000) | 0;
    this.low = value | 0;
    return this;
  }

  /** Reads eight bytes, the lowest first. */
  setBytes(bytes: Uint8Array, at: number): this {
    this.low = uint32(bytes, at);
    this.high = uint32(bytes, at + 4);
    return this;
  }

  /** Reads four bytes, the lowest first. */
  setFourBytes(bytes: Uint8Array, at: number): this {
    this.low = uint32(bytes, at);
    this.high = 0;
    return this;
  }

  add(other: Word64): this {
    const low = (this.low + other.low) | 0;
    const carry = low >>> 0 < other.low >>> 0 ? 1 : 0;
    this.low = low;
    this.high = (this.high + other.high + carry) | 0;
    return this;
  }

  /** @param value - a whole number from 0, below 2^32. */
  addNumber(value: number): this {
    const low = (this.low >>> 0) + value;
    this.low = low | 0;
    this.high = (this.high + (low > 0xffffffff ? 1 : 0)) | 0;
    return this;
  }

  xor(other: Word64): this {
    this.high ^= other.high;
    this.low ^= other.low;
    return this;
  }

  multiply(other: Word64): this {
    const { high, low } = this;
    this.low = Math.imul(low, other.low);
    this.high =
      (highProduct(low, other.low) + Math.imul(high, other.low) + Math.imul(low, other.high)) | 0;
    return this;
  }

  /** @param bits - from 1 to 31. */
  shiftLeft(bits: number): this {
    this.high = (this.high << bits) | (this.low >>> (32 - bits));
    this.low <<= bits;
    return this;
  }

  /** @param bits - from 1 to 63, but not 32. */
  rotateRight(bits: number): this {
    const { high, low } = this;
    if (bits < 32) {
      this.high = (high >>> bits) | (low << (32 - bits));
      this.low = (low >>> bits) | (high << (32 - bits));
    } else {
      this.high = (low >>> (bits - 32)) | (high << (64 - bits));
      this.low = (high >>> (bits - 32)) | (low << (64 - bits));
    }
    return this;
  }

  /** @param bits - from 1 to 31. */
  rotateLeft(bits: number): this {
    const { high, low } = this;
    this.high = (high << bits) | (low >>> (32 - bits));
    this.low = (low << bits) | (high >>> (32 - bits));
    return this;
  }

  swapHalves(): this {
    const { high } = this;
    this.high = this.low;
    this.low = high;
    return this;
  }

  /** FarmHash's `ShiftMix`: xor with itself shifted right by 47 bits. */
  shiftMix(): this {
    this.low ^= this.high >>> 15;
    return this;
  }

  /**
   * The remainder of the word, taken as a number from 0.
   * @param divisor - a whole number from 1, below 2^32.
   */
  remainder(divisor: number): number {
    // Sixteen bits at a time: every number on the way stays below 2^48, so it is exact.
    const { low } = this;
    const high = (this.high >>> 0) % divisor;
    const middle = (high * 0x10000 + (low >>> 16)) % divisor;
    return (middle * 0x10000 + (low & 0xffff)) % divisor;
  }
}

const uint32 = (bytes: Uint8Array, at: number): number =>
  bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);

/** The upper half of the product of two unsigned 32-bit numbers. */
function highProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const first = aHigh * bLow + ((aLow * bLow) >>> 16);
  const second = aLow * bHigh + (first & 0xffff);
  return aHigh * bHigh + (first >>> 16) + (second >>> 16);
}
