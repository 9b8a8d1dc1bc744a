import { createHash } from "node:crypto";
import { brotliDecompressSync } from "node:zlib";
import { digestOf, type Sha256 } from "./sha256.js";
import type { UnpackBrotli } from "./unpack-brotli.js";

export { findFiles } from "./node/find-files.js";
export { readLocation } from "./node/read-location.js";

/** SHA-256 of bytes that come in pieces. */
export function createSha256(): Sha256 {
  const hash = createHash("sha256");
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest("hex") };
}

/** SHA-256 of some bytes one after another, in hexadecimal. */
export const sha256 = (parts: readonly Uint8Array[]): string => digestOf(createSha256(), parts);

export const unpackBrotli: UnpackBrotli | undefined = (packed, atMost) =>
  brotliDecompressSync(packed, { maxOutputLength: atMost });
