import { Word64 } from "./word64.js";

const K0 = new Word64(0xc3a5c85c, 0x97cb3127);
const K1 = new Word64(0xb492b66f, 0xbe98f273);
const K2 = new Word64(0x9ae16a3b, 0x2f90404f);
const ONE = new Word64(0, 1);
const NINE = new Word64(0, 9);
const SEED = 81;

/**
 * FarmHash's `Fingerprint64`, which TensorFlow's `Hashing` and lookups use. After `farmhashna::Hash64`
 * of https://github.com/google/farmhash, names as there: Copyright (c) 2014 Google, Inc., MIT licence.
 *
 * An object of this class owns the words that it computes in, so that hashing allocates nothing.
 */
export class Fingerprint64 {
  readonly #a = new Word64();
  readonly #b = new Word64();
  readonly #c = new Word64();
  readonly #d = new Word64();
  readonly #t = new Word64();
  readonly #x = new Word64();
  readonly #y = new Word64();
  readonly #z = new Word64();
  readonly #v0 = new Word64();
  readonly #v1 = new Word64();
  readonly #w0 = new Word64();
  readonly #w1 = new Word64();
  readonly #mul = new Word64();

  /**
   * @param bytes - the first `length` of them are hashed.
   * @returns a word that the next call overwrites.
   */
  of(bytes: Uint8Array, length: number): Word64 {
    if (length > 64) return this.#above64(bytes, length);
    if (length > 32) return this.#upTo64(bytes, length);
    if (length > 16) return this.#upTo32(bytes, length);
    return this.#upTo16(bytes, length);
  }

  #upTo16(s: Uint8Array, length: number): Word64 {
    const a = this.#a;
    const b = this.#b;
    if (length >= 8) {
      const mul = this.#mul.set(K2).addNumber(length * 2);
      a.setBytes(s, 0).add(K2);
      b.setBytes(s, length - 8);
      const c = this.#c.set(b).rotateRight(37).multiply(mul).add(a);
      const d = this.#d.set(a).rotateRight(25).add(b).multiply(mul);
      return hashOfTwo(c, d, mul);
    }
    if (length >= 4) {
      const mul = this.#mul.set(K2).addNumber(length * 2);
      a.setFourBytes(s, 0).shiftLeft(3).addNumber(length);
      b.setFourBytes(s, length - 4);
      return hashOfTwo(a, b, mul);
    }
    if (length > 0) {
      a.setNumber(s[0] + (s[length >> 1] << 8)).multiply(K2);
      b.setNumber(length + (s[length - 1] << 2)).multiply(K0);
      return a.xor(b).shiftMix().multiply(K2);
    }
    return a.set(K2);
  }

  #upTo32(s: Uint8Array, length: number): Word64 {
    const mul = this.#mul.set(K2).addNumber(length * 2);
    const a = this.#a.setBytes(s, 0).multiply(K1);
    const b = this.#b.setBytes(s, 8);
    const c = this.#c.setBytes(s, length - 8).multiply(mul);
    const d = this.#d.setBytes(s, length - 16).multiply(K2);
    this.#mix(a, b, c, d, K2);
    return hashOfTwo(this.#y, this.#z, mul);
  }

  #upTo64(s: Uint8Array, length: number): Word64 {
    const mul = this.#mul.set(K2).addNumber(length * 2);
    const a = this.#a.setBytes(s, 0).multiply(K2);
    const b = this.#b.setBytes(s, 8);
    const c = this.#c.setBytes(s, length - 8).multiply(mul);
    const d = this.#d.setBytes(s, length - 16).multiply(K2);
    this.#mix(a, b, c, d, K2);
    const e = this.#x.setBytes(s, 16).multiply(mul);
    const f = b.setBytes(s, 24);
    const g = c
      .setBytes(s, length - 32)
      .add(this.#y)
      .multiply(mul);
    const z = hashOfTwo(this.#y, this.#z, mul);
    const h = d
      .setBytes(s, length - 24)
      .add(z)
      .multiply(mul);
    this.#mix(e, f, g, h, a);
    return hashOfTwo(this.#y, this.#z, mul);
  }

  /** Two words of four: into `y` and `z`. */
  #mix(a: Word64, b: Word64, c: Word64, d: Word64, k: Word64): void {
    const rotatedC = this.#t.set(c).rotateRight(30);
    this.#y.set(a).add(b).rotateRight(43).add(rotatedC).add(d);
    this.#z.set(b).add(k).rotateRight(18).add(a).add(c);
  }

  #above64(s: Uint8Array, length: number): Word64 {
    const [x, y, z, mul] = [this.#x, this.#y, this.#z, this.#mul];
    const [v0, v1, w0, w1] = [this.#v0, this.#v1, this.#w0, this.#w1];
    x.setNumber(SEED).multiply(K2).add(this.#t.setBytes(s, 0));
    y.setNumber(SEED).multiply(K1).addNumber(113);
    z.set(y).multiply(K2).addNumber(113).shiftMix().multiply(K2);
    v0.setNumber(0);
    v1.setNumber(0);
    w0.setNumber(0);
    w1.setNumber(0);
    for (let at = 0; at < length - 64; at += 64) this.#round(s, at, K1, ONE);
    mul.set(K1).addNumber((z.low & 0xff) << 1);
    w0.addNumber((length - 1) & 63);
    v0.add(w0);
    w0.add(v0);
    this.#round(s, length - 64, mul, NINE);
    const first = hashOfTwo(v0, w0, mul);
    first.add(y.shiftMix().multiply(K0)).add(z);
    const second = hashOfTwo(v1, w1, mul);
    return hashOfTwo(first, second.add(x), mul);
  }

  /** Takes 64 bytes in. */
  #round(s: Uint8Array, at: number, mul: Word64, factor: Word64): void {
    const [x, y, z, t] = [this.#x, this.#y, this.#z, this.#t];
    const [v0, v1, w0, w1] = [this.#v0, this.#v1, this.#w0, this.#w1];
    x.add(y)
      .add(v0)
      .add(t.setBytes(s, at + 8));
    x.rotateRight(37).multiply(mul);
    y.add(v1).add(t.setBytes(s, at + 48));
    y.rotateRight(42).multiply(mul);
    x.xor(t.set(w1).multiply(factor));
    y.add(v0.multiply(factor)).add(t.setBytes(s, at + 40));
    z.add(w0).rotateRight(33).multiply(mul);
    this.#weakHash(s, at, v0.set(v1).multiply(mul), v1.set(x).add(w0));
    this.#weakHash(s, at + 32, w0.set(z).add(w1), w1.set(y).add(t.setBytes(s, at + 16)));
    t.set(x);
    x.set(z);
    z.set(t);
  }

  /** `WeakHashLen32WithSeeds`: takes 32 bytes into the two seeds. */
  #weakHash(s: Uint8Array, at: number, a: Word64, b: Word64): void {
    const t = this.#t;
    const last = this.#d.setBytes(s, at + 24);
    const c = this.#c.set(a.add(t.setBytes(s, at)));
    b.add(a).add(last).rotateRight(21);
    a.add(t.setBytes(s, at + 8)).add(t.setBytes(s, at + 16));
    b.add(t.set(a).rotateRight(44)).add(c);
    a.add(last);
  }
}

/** `HashLen16`: uses both words up, and gives the second back. */
function hashOfTwo(u: Word64, v: Word64, mul: Word64): Word64 {
  u.xor(v).multiply(mul).shiftMix();
  return v.xor(u).multiply(mul).shiftMix().multiply(mul);
}
