import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatenateFingerprint } from "./fingerprint-cat.js";
import { Fingerprint64 } from "./fingerprint64.js";
import { SipHash } from "./siphash.js";
import { TextBytes } from "./text-bytes.js";
import { Word64 } from "./word64.js";

const golden = JSON.parse(
  readFileSync(new URL("../../test/golden-hashes.json", import.meta.url), "utf8"),
) as {
  readonly fingerprint64: readonly string[];
  readonly strongKey: readonly [number, number];
  readonly strong: readonly number[];
};
const textOf = (length: number) =>
  Array.from({ length }, (_, i) => String.fromCharCode(33 + ((i * 7919 + length * 31) % 90))).join(
    "",
  );
const bigOf = ({ high, low }: Word64) => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
const wordOf = (value: bigint) => new Word64(Number(value >> 32n), Number(value & 0xffffffffn));
const words = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const wrapped = (value: bigint) => BigInt.asUintN(64, value);

describe("Fingerprint64", () => {
  it("is TensorFlow's for texts of 0 to 200 bytes, whatever was hashed before", () => {
    const fingerprint = new Fingerprint64();
    const bytes = new TextBytes();
    const found = golden.fingerprint64.map((_, length) => {
      bytes.setText(textOf(length));
      const word = fingerprint.of(bytes.bytes, bytes.length);
      return bigOf(word).toString(16).padStart(16, "0");
    });
    expect(found).toEqual(golden.fingerprint64);
  });
});

describe("SipHash", () => {
  // The test vectors of the authors' reference implementation: key 00 01 … 0f, input 00 01 ….
  it.each([
    [0, "726fdb47dd0e0e31"],
    [1, "74f839c593dc67fd"],
    [15, "a129ca6149be45e5"],
  ])("gives the reference value for %i bytes", (length, hex) => {
    const key = [wordOf(0x0706050403020100n), wordOf(0x0f0e0d0c0b0a0908n)] as const;
    const bytes = Uint8Array.from({ length }, (_, i) => i);
    expect(bigOf(new SipHash(key).of(bytes, length)).toString(16)).toBe(hex);
  });

  it("is TensorFlow's strong hash for texts of 0 to 200 bytes", () => {
    const [first, second] = golden.strongKey;
    const hash = new SipHash([new Word64().setNumber(first), new Word64().setNumber(second)]);
    const bytes = new TextBytes();
    const found = golden.strong.map((_, length) => {
      bytes.setText(textOf(length));
      return hash.of(bytes.bytes, bytes.length).remainder(2147483647);
    });
    expect(found).toEqual(golden.strong);
  });
});

describe("concatenateFingerprint", () => {
  it("is TensorFlow's FingerprintCat64, in BigInt", () => {
    const k = 0xc6a4a7935bd1e995n;
    const mix = (value: bigint) => value ^ (value >> 47n);
    fc.assert(
      fc.property(words, words, (first, second) => {
        const taken = first ^ k ^ wrapped(mix(wrapped(second * k)) * k);
        const expected = mix(wrapped(mix(wrapped(taken * k)) * k));
        expect(bigOf(concatenateFingerprint(wordOf(first), wordOf(second)))).toBe(expected);
      }),
    );
  });
});

describe("Word64", () => {
  it("computes as BigInt does, modulo 2^64", () => {
    const small = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(words, words, small, (a, b, n) => {
        expect(bigOf(wordOf(a).add(wordOf(b)))).toBe(wrapped(a + b));
        expect(bigOf(wordOf(a).addNumber(n))).toBe(wrapped(a + BigInt(n)));
        expect(bigOf(wordOf(a).multiply(wordOf(b)))).toBe(wrapped(a * b));
        expect(bigOf(wordOf(a).multiply(wordOf(a)))).toBe(wrapped(a * a));
        expect(bigOf(wordOf(a).xor(wordOf(b)))).toBe(a ^ b);
        expect(bigOf(wordOf(a).shiftMix())).toBe(a ^ (a >> 47n));
        const divisor = Math.max(n, 1);
        expect(wordOf(a).remainder(divisor)).toBe(Number(a % BigInt(divisor)));
      }),
    );
  });

  it("rotates and shifts by every number of bits that it takes", () => {
    const bits = fc.integer({ min: 1, max: 63 }).filter((n) => n !== 32);
    const few = fc.integer({ min: 1, max: 31 });
    fc.assert(
      fc.property(words, bits, few, (a, many, n) => {
        const rotated = (a >> BigInt(many)) | wrapped(a << BigInt(64 - many));
        expect(bigOf(wordOf(a).rotateRight(many))).toBe(rotated);
        expect(bigOf(wordOf(a).rotateLeft(n))).toBe(
          wrapped(a << BigInt(n)) | (a >> BigInt(64 - n)),
        );
        expect(bigOf(wordOf(a).shiftLeft(n))).toBe(wrapped(a << BigInt(n)));
        expect(bigOf(wordOf(a).swapHalves())).toBe((a >> 32n) | wrapped(a << 32n));
      }),
    );
  });

  it("takes whole numbers in two's complement", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(bigOf(new Word64().setNumber(value))).toBe(wrapped(BigInt(value)));
      }),
    );
  });
});

describe("TextBytes", () => {
  const bytesOf = ({ bytes, length }: TextBytes) => bytes.slice(0, length);

  it("writes UTF-8 as TextEncoder does, lone surrogates and long texts too", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\ud800", "é".repeat(999)),
    );
    const buffer = new TextBytes();
    fc.assert(
      fc.property(texts, (text) => {
        expect(bytesOf(buffer.setText(text))).toEqual(new TextEncoder().encode(text));
      }),
    );
  });

  it("writes whole numbers as their decimal text", () => {
    const buffer = new TextBytes();
    const awkward = fc.constantFrom(0, -0, 9, 10, -10, 99, 100, 2 ** 53 - 1, 1 - 2 ** 53);
    fc.assert(
      fc.property(fc.oneof(awkward, fc.maxSafeInteger()), (value) => {
        expect(bytesOf(buffer.setInteger(value))).toEqual(new TextEncoder().encode(String(value)));
      }),
    );
  });
});
