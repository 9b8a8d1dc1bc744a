import { ensure } from "../file-fault.js";

const CUT_OFF = "a page is cut off.";

/** How many bytes a block of LZ4 unpacks to. */
function lengthOfLz4Block(packed: Uint8Array): number {
  let at = 0;
  let length = 0;
  const more = () => {
    let sum = 0;
    let byte: number;
    do {
      ensure(at < packed.length, CUT_OFF);
      byte = packed[at++];
      sum += byte;
    } while (byte === 255);
    return sum;
  };
  while (at < packed.length) {
    const token = packed[at++];
    let literals = token >> 4;
    if (literals === 15) literals += more();
    at += literals;
    length += literals;
    ensure(at <= packed.length, CUT_OFF);
    if (at === packed.length) break;
    at += 2;
    length += (token & 15) + 4;
    if ((token & 15) === 15) length += more();
  }
  return length;
}

/**
 * How many bytes a page in LZ4 unpacks to: a block, or, as Hadoop wrote it, blocks that each have their
 * length, before and after packing, in front.
 *
 * @see https://github.com/apache/parquet-format/blob/master/Compression.md#lz4
 */
export function lengthOfLz4(packed: Uint8Array): number {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  let length = 0;
  let at = 0;
  while (at + 8 < packed.length) {
    length += view.getUint32(at);
    at += 8 + view.getUint32(at + 4);
  }
  return at === packed.length ? length : lengthOfLz4Block(packed);
}

/** How many bytes Snappy says a page unpacks to. */
export function lengthOfSnappy(packed: Uint8Array): number {
  let length = 0;
  for (let i = 0; i < 5 && i < packed.length; i++) {
    length += (packed[i] & 0x7f) * 2 ** (7 * i);
    if (packed[i] < 0x80) return length;
  }
  return Number.NaN;
}

/** What zstd itself takes without being asked for more: 128 MB. */
const MAX_WINDOW = 2 ** 27;
const MAX_WINDOW_MOVES = 2 ** 34;

/**
 * Checks that a page is one frame of zstd. A frame that does not say how long it is makes the library move
 * its whole window for every block.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878
 */
export function checkZstd(packed: Uint8Array, size: number): void {
  ensure(packed.length > 9, CUT_OFF);
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  ensure(view.getUint32(0, true) === 0xfd2fb528, "a page is not in zstd.");
  const flags = packed[4];
  const isSingle = (flags >> 5) & 1;
  const windowLog = 10 + (packed[5] >> 3);
  const window = isSingle ? size : 2 ** windowLog + 2 ** (windowLog - 3) * (packed[5] & 7);
  const sizeBytes = flags >> 6 ? 1 << (flags >> 6) : isSingle;
  let at = 6 - isSingle + [0, 1, 2, 4][flags & 3];
  ensure(at + sizeBytes <= packed.length, CUT_OFF);
  let content = flags >> 6 === 1 ? 256 : 0;
  for (let i = 0; i < sizeBytes; i++) content += packed[at + i] * 256 ** i;
  ensure(sizeBytes === 0 || content === size, "a page does not unpack to the length that it says.");
  at += sizeBytes;
  let blocks = 0;
  let isLast = false;
  while (!isLast) {
    ensure(at + 3 <= packed.length, CUT_OFF);
    const header = packed[at] | (packed[at + 1] << 8) | (packed[at + 2] << 16);
    const isRun = ((header >> 1) & 3) === 1;
    isLast = (header & 1) === 1;
    at += 3 + (isRun ? 1 : header >> 3);
    blocks++;
  }
  const checksumBytes = flags & 4 ? 4 : 0;
  ensure(at + checksumBytes === packed.length, CUT_OFF);
  const moves = sizeBytes > 0 && content > 0 ? 0 : blocks * window;
  ensure(window <= MAX_WINDOW || moves === 0, "a page needs too much memory to unpack.");
  ensure(moves <= MAX_WINDOW_MOVES, "a page needs too much work to unpack.");
}
