import { Gunzip } from "fflate";
import type { CompressionCodec } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { Crc32 } from "../../sources/crc32.js";
import { ensure, FileFault } from "../file-fault.js";
import { checkZstd, lengthOfLz4, lengthOfSnappy } from "./lengths.js";

/**
 * Unpacks a page to exactly `size` bytes.
 *
 * The libraries that do take a length for granted: where there are fewer bytes, the rest would be zeros,
 * which are values like others. (Of Brotli, nothing tells how long it is but unpacking it: there, the
 * library's word is taken.)
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
      return gunzipped(packed);
  }
  return library(packed, size);
}

function gunzipped(packed: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const gunzip = new Gunzip((part) => {
    parts.push(part);
    length += part.length;
  });
  gunzip.push(packed, true);
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
