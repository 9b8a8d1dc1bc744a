import { Gunzip } from "fflate";
import type { CompressionCodec } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { unpackBrotli } from "#platform";
import type { UnpackBrotli } from "../../platform/unpack-brotli.js";
import { Crc32 } from "../../sources/crc32.js";
import { ensure, FileFault } from "../file-fault.js";
import { checkZstd, lengthOfLz4, lengthOfSnappy } from "./lengths.js";

/**
 * Unpacks a page to exactly `size` bytes.
 *
 * The libraries that do take a length for granted: where there are fewer bytes, the rest would be zeros,
 * which are values like others. Of Brotli, nothing tells how long it is but unpacking it, which Node's own does
 * up to that length; in a browser the library's word is taken.
 *
 * @throws FileFault if the page does not unpack to that many bytes, or what the library throws.
 */
export function decompress(packed: Uint8Array, codec: CompressionCodec, size: number): Uint8Array {
  if (size === 0) return new Uint8Array(0);
  const plain = unpacked(packed, codec, size);
  ensure(plain.length === size, WRONG_LENGTH);
  return plain;
}

const WRONG_LENGTH = "a page does not unpack to the length that it says.";

function unpacked(packed: Uint8Array, codec: CompressionCodec, size: number): Uint8Array {
  const library = compressors[codec];
  if (codec === "UNCOMPRESSED") return packed;
  if (library === undefined)
    throw new FileFault(`it is compressed as ${codec}, which cannot be read.`);
  switch (codec) {
    case "SNAPPY":
      ensure(lengthOfSnappy(packed) === size, WRONG_LENGTH);
      break;
    case "LZ4":
    case "LZ4_RAW":
      ensure(lengthOfLz4(packed) === size, WRONG_LENGTH);
      break;
    case "ZSTD":
      checkZstd(packed, size);
      break;
    case "GZIP":
      return gunzipped(packed, size);
    case "BROTLI":
      if (unpackBrotli !== undefined) return unbrotlied(unpackBrotli, packed, size);
  }
  return library(packed, size);
}

function unbrotlied(unpack: UnpackBrotli, packed: Uint8Array, size: number): Uint8Array {
  try {
    return unpack(packed, size);
  } catch (cause) {
    throw new FileFault(WRONG_LENGTH, { cause });
  }
}

/** These become a thousand times as many at most, before their number is looked at. */
const PACKED_AT_ONCE = 4096;

function gunzipped(packed: Uint8Array, size: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const gunzip = new Gunzip((part) => {
    length += part.length;
    ensure(length <= size, WRONG_LENGTH);
    parts.push(part);
  });
  for (let from = 0; from < packed.length; from += PACKED_AT_ONCE) {
    const end = Math.min(from + PACKED_AT_ONCE, packed.length);
    gunzip.push(packed.subarray(from, end), end === packed.length);
  }
  const plain = new Uint8Array(length);
  const crc = new Crc32();
  let at = 0;
  for (const part of parts) {
    plain.set(part, at);
    crc.update(part);
    at += part.length;
  }
  const end = new DataView(packed.buffer, packed.byteOffset + packed.length - 8);
  // Where several were put together, the last one's length is not that of all.
  const isOne = end.getUint32(4, true) === length;
  ensure(!isOne || end.getUint32(0, true) === crc.value(), "a page's checksum is wrong.");
  return plain;
}
