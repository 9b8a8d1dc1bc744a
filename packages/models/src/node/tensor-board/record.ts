import { crc32c } from "./crc32c.js";

/**
 * A record of a TFRecord file: its length in 8 bytes, a checksum of these, the bytes, a checksum of them;
 * least byte first (TensorFlow, `tensorflow/core/lib/io/record_writer.h`).
 */
export function record(bytes: Uint8Array): Uint8Array {
  const framed = new Uint8Array(8 + 4 + bytes.length + 4);
  const view = new DataView(framed.buffer);
  view.setBigUint64(0, BigInt(bytes.length), true);
  view.setUint32(8, maskedSum(framed.subarray(0, 8)), true);
  framed.set(bytes, 12);
  view.setUint32(12 + bytes.length, maskedSum(bytes), true);
  return framed;
}

/** A checksum is turned and moved, so that bytes that hold one are no trouble to sum up again. */
function maskedSum(bytes: Uint8Array): number {
  const sum = crc32c(bytes);
  return (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
}
