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
