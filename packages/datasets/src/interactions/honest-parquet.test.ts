import { brotliCompressSync, gzipSync } from "node:zlib";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { readParquet } from "./read-parquet.js";

const ROWS = 1000;
const row = Array.from({ length: ROWS }, (_, i) => i);
const texts = row.map((i) => `text ${(i * 7919) % 997}`);

type WriteOptions = Omit<Parameters<typeof parquetWriteBuffer>[0], "columnData">;

async function readBack(columnData: ColumnSource[], options: WriteOptions = {}) {
  const bytes = new Uint8Array(parquetWriteBuffer({ columnData, ...options }));
  const { columns, numRows } = await readParquet(bytes, "f.parquet");
  return { numRows, columns: Object.fromEntries([...columns].map(([k, v]) => [k, Array.from(v)])) };
}

const plain: ColumnSource[] = [
  { name: "text", data: texts, type: "STRING" },
  { name: "few", data: row.map((i) => `t${i % 3}`), type: "STRING" },
  { name: "same", data: row.map(() => "always"), type: "STRING" },
  { name: "int", data: row.map((i) => i - 500), type: "INT32" },
  { name: "long", data: row.map((i) => BigInt(i) * 10_000_000_000n), type: "INT64" },
  { name: "double", data: row.map((i) => i / 3), type: "DOUBLE" },
  { name: "flag", data: row.map((i) => i % 5 === 0), type: "BOOLEAN" },
  { name: "maybe", data: row.map((i) => (i % 4 ? `n${i}` : null)), type: "STRING" },
  { name: "never", data: row.map(() => null), type: "DOUBLE", nullable: true },
];

const expected = Object.fromEntries(plain.map(({ name, data }) => [name, Array.from(data)]));

/** A frame of one block as it is. https://datatracker.ietf.org/doc/html/rfc8878 */
function asZstd(plain: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(9));
  header.setUint32(0, 0xfd2fb528, true);
  header.setUint8(4, 0b1010_0000);
  header.setUint32(5, plain.length, true);
  const block = (plain.length << 3) | 1;
  const blockHeader = [block & 0xff, (block >> 8) & 0xff, block >> 16];
  return Uint8Array.from([...new Uint8Array(header.buffer), ...blockHeader, ...plain]);
}

/** A block of literals. https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md */
function asLz4(plain: Uint8Array): Uint8Array {
  const length: number[] = [];
  let left = plain.length - 15;
  if (left >= 0) {
    for (; left >= 255; left -= 255) length.push(255);
    length.push(left);
  }
  return Uint8Array.from([Math.min(plain.length, 15) << 4, ...length, ...plain]);
}

function asHadoopLz4(plain: Uint8Array): Uint8Array {
  const packed = asLz4(plain);
  const lengths = new DataView(new ArrayBuffer(8));
  lengths.setUint32(0, plain.length);
  lengths.setUint32(4, packed.length);
  return Uint8Array.from([...new Uint8Array(lengths.buffer), ...packed]);
}

function damaged(packed: Uint8Array): Uint8Array {
  return packed.with(packed.length - 9, (packed.at(-9) ?? 0) ^ 1);
}

describe("a Parquet file", () => {
  it.each([
    ["compressed", {}],
    ["as it is", { codec: "UNCOMPRESSED" }],
    ["in several row groups", { rowGroupSize: 300 }],
    ["in many pages", { pageSize: 256 }],
  ] as const)("of dictionaries, runs and nulls is read back, %s", async (_, options) => {
    expect(await readBack(plain, options)).toEqual({ numRows: ROWS, columns: expected });
  });

  it.each([
    ["PLAIN", "text"],
    ["DELTA_LENGTH_BYTE_ARRAY", "text"],
    ["DELTA_BYTE_ARRAY", "text"],
    ["DELTA_BINARY_PACKED", "int"],
    ["DELTA_BINARY_PACKED", "long"],
    ["BYTE_STREAM_SPLIT", "double"],
    ["RLE", "flag"],
  ] as const)("encoded as %s is read back: %s", async (encoding, name) => {
    const column = plain.find((one) => one.name === name) as ColumnSource;
    for (const pageSize of [128, 1 << 20]) {
      const { columns } = await readBack([{ ...column, encoding }], { pageSize });
      expect(columns[name]).toEqual(expected[name]);
    }
  });

  it.each([
    ["GZIP", (plain: Uint8Array) => gzipSync(plain)],
    [
      "GZIP",
      (plain: Uint8Array) =>
        Buffer.concat([gzipSync(plain.subarray(0, 9)), gzipSync(plain.subarray(9))]),
    ],
    ["BROTLI", (plain: Uint8Array) => brotliCompressSync(plain)],
    ["ZSTD", asZstd],
    ["LZ4_RAW", asLz4],
    ["LZ4", asLz4],
    ["LZ4", asHadoopLz4],
  ] as const)("compressed as %s is read back", async (codec, compress) => {
    const compressors = { [codec]: compress };
    expect(await readBack(plain, { codec, compressors })).toEqual({
      numRows: ROWS,
      columns: expected,
    });
  });

  it.each([
    ["GZIP", (plain: Uint8Array) => gzipSync(plain.subarray(1))],
    ["GZIP", (plain: Uint8Array) => damaged(gzipSync(plain, { level: 0 }))],
    ["BROTLI", (plain: Uint8Array) => brotliCompressSync(plain.subarray(1))],
    ["BROTLI", (plain: Uint8Array) => brotliCompressSync(Buffer.concat([plain, plain]))],
    ["BROTLI", (plain: Uint8Array) => brotliCompressSync(plain).subarray(0, -1)],
    ["ZSTD", (plain: Uint8Array) => asZstd(plain.subarray(1))],
    ["LZ4_RAW", (plain: Uint8Array) => asLz4(plain.subarray(1))],
    ["LZ4", (plain: Uint8Array) => asHadoopLz4(plain.subarray(1))],
  ] as const)(
    "compressed as %s that unpacks to other bytes is refused",
    async (codec, compress) => {
      const compressors = { [codec]: compress };
      await expect(readBack(plain, { codec, compressors })).rejects.toThrow(
        /f\.parquet.*(length that it says|checksum)/,
      );
    },
  );

  it("of a million equal rows in a few bytes is read back", async () => {
    const data = new Array(1_000_000).fill("always");
    const { numRows, columns } = await readBack([{ name: "same", data, type: "STRING" }]);
    expect(numRows).toBe(1_000_000);
    expect(columns["same"]?.every((value) => value === "always")).toBe(true);
  });

  it("without rows is read back", async () => {
    const { numRows, columns } = await readBack([{ name: "text", data: [], type: "STRING" }]);
    expect({ numRows, columns }).toEqual({ numRows: 0, columns: { text: [] } });
  });

  it("of lists and structs is read back", async () => {
    const lists = row.map((i) => (i % 5 === 0 ? [] : [i, i + 1]));
    const structs = row.map((i) => ({ a: i, b: `b${i % 9}` }));
    const { columns } = await readBack(
      [
        { name: "lists", data: lists },
        { name: "structs", data: structs },
      ],
      {
        pageSize: 512,
        schema: [
          { name: "root", num_children: 2 },
          { name: "lists", repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST" },
          { name: "list", repetition_type: "REPEATED", num_children: 1 },
          { name: "element", repetition_type: "OPTIONAL", type: "INT32" },
          { name: "structs", repetition_type: "OPTIONAL", num_children: 2 },
          { name: "a", repetition_type: "REQUIRED", type: "INT32" },
          { name: "b", repetition_type: "OPTIONAL", type: "BYTE_ARRAY", converted_type: "UTF8" },
        ],
      },
    );
    expect(columns).toEqual({ lists, structs });
  });
});
