import type { CompressionCodec, PageHeader } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import type { Allowance } from "../allowance.js";
import { ensure } from "../file-fault.js";
import { decompress } from "./decompress.js";
import type { Chunk } from "./footer.js";
import { endOfStruct } from "./thrift.js";

/** A page as it is before compression, in a buffer of its own: whoever reads beyond its end throws. */
export interface PlainPage {
  readonly header: PageHeader;
  readonly bytes: Uint8Array;
}

/**
 * Unpacks the pages of a column chunk, one after another.
 *
 * @throws FileFault for a page that leaves the chunk or is not as long as its header says.
 */
export function* pagesOf(
  bytes: Uint8Array,
  { meta, start, end }: Chunk,
  allowance: Allowance,
): Generator<PlainPage, undefined> {
  let at = start;
  while (at < end) {
    const bodyStart = endOfStruct(bytes, at, end);
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, bodyStart - at);
    const header = parquetHeader({ view, offset: 0 });
    const { compressed_page_size: packedSize, uncompressed_page_size: size } = header;
    ensure(isSize(packedSize) && isSize(size), "a page does not say how long it is.");
    ensure(packedSize <= end - bodyStart, "a page is longer than its column.");
    allowance.takeBytes(size);
    at = bodyStart + packedSize;
    yield plainPage(header, bytes.subarray(bodyStart, at), meta.codec);
  }
}

function plainPage(header: PageHeader, packed: Uint8Array, codec: CompressionCodec): PlainPage {
  const size = header.uncompressed_page_size;
  const v2 = header.data_page_header_v2;
  const asIs = { ...header, compressed_page_size: size };
  if (header.type !== "DATA_PAGE_V2" || v2 === undefined) {
    return { header: asIs, bytes: alone(decompress(packed, codec, size)) };
  }
  // Levels stay as they are; only the values after them are compressed.
  const { repetition_levels_byte_length: repetition, definition_levels_byte_length: definition } =
    v2;
  ensure(isSize(repetition) && isSize(definition), "a page does not say how long its levels are.");
  const levels = repetition + definition;
  ensure(levels <= Math.min(packed.length, size), "a page's levels are longer than the page.");
  const values = packed.subarray(levels);
  const plain = v2.is_compressed === false ? values : decompress(values, codec, size - levels);
  ensure(plain.length === size - levels, "a page does not unpack to the length that it says.");
  const bytes = new Uint8Array(size);
  bytes.set(packed.subarray(0, levels));
  bytes.set(plain, levels);
  return { header: { ...asIs, data_page_header_v2: { ...v2, is_compressed: false } }, bytes };
}

function alone(bytes: Uint8Array): Uint8Array {
  return bytes.buffer.byteLength === bytes.length ? bytes : bytes.slice();
}

function isSize(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}
