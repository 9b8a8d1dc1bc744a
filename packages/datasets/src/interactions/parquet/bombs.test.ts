import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { FileFault } from "../file-fault.js";
import { decompress } from "./decompress.js";

const MANY = 100_000_000;
const fastBrotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

describe("a page of few bytes that would unpack to very many", () => {
  it.each([
    ["BROTLI", (plain: Uint8Array) => brotliCompressSync(plain, fastBrotli)],
    ["GZIP", (plain: Uint8Array) => gzipSync(plain, { level: 1 })],
  ] as const)("is refused before it has: %s", (codec, compress) => {
    const packed = compress(new Uint8Array(MANY));
    expect(packed.length).toBeLessThan(MANY / 200);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => decompress(packed, codec, 1000)).toThrow(FileFault);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MANY / 10);
  });
});
