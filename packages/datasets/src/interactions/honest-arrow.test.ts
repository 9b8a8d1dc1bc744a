import * as arrow from "@uwdata/flechette";
import { describe, expect, it } from "vitest";
import { readArrow } from "./read-arrow.js";

const ROWS = 300;
const row = Array.from({ length: ROWS }, (_, i) => i);
const nullable = <Value>(values: readonly Value[]) => values.map((v, i) => (i % 7 ? v : null));

const types: readonly (readonly [string, arrow.DataType, readonly unknown[]])[] = [
  ["text", arrow.utf8(), row.map((i) => `text ${i}`)],
  ["large text", arrow.largeUtf8(), row.map((i) => `text ${i}`)],
  ["dictionary", arrow.dictionary(arrow.utf8(), arrow.int8()), row.map((i) => `t${i % 5}`)],
  ["int8", arrow.int8(), row.map((i) => (i % 200) - 100)],
  ["int32", arrow.int32(), row.map((i) => i * 1000)],
  ["int64", arrow.int64(), row.map((i) => BigInt(i) * 10_000_000_000n)],
  ["float64", arrow.float64(), row.map((i) => i / 3)],
  ["bool", arrow.bool(), row.map((i) => i % 3 === 0)],
  ["null", arrow.nullType(), row.map(() => null)],
  ["timestamp", arrow.timestamp(), row.map((i) => new Date(i * 1e6))],
  ["list", arrow.list(arrow.float64()), row.map((i) => Float64Array.from({ length: i % 4 }))],
  ["fixed list", arrow.fixedSizeList(arrow.float64(), 2), row.map((i) => Float64Array.of(i, i))],
  ["struct", arrow.struct({ a: arrow.float64() }), row.map((i) => ({ a: i }))],
  ["map", arrow.map(arrow.utf8(), arrow.float64()), row.map((i) => [[`k${i}`, i]])],
  ["runs", arrow.runEndEncoded(arrow.int32(), arrow.utf8()), row.map((i) => `t${i >> 5}`)],
];

describe.each(["file", "stream"] as const)("an Arrow %s", (format) => {
  const write = (columns: [string, arrow.Column<unknown>][]) =>
    arrow.tableToIPC(arrow.tableFromColumns(columns), { format }) as Uint8Array;

  it.each(types)("with a column of %s is read back", async (name, type, values) => {
    for (const given of name === "runs" ? [values] : [values, nullable(values)]) {
      for (const maxBatchRows of [ROWS, 64]) {
        const column = arrow.columnFromArray(given as unknown[], type, { maxBatchRows });
        const { numRows, columns } = await readArrow(write([["column", column]]), "f.arrow");
        expect(numRows).toBe(ROWS);
        expect(Array.from(columns.get("column") ?? [])).toEqual(given);
      }
    }
  });

  it("without rows, or without columns, is read back", async () => {
    const none = write([["text", arrow.columnFromArray([] as string[], arrow.utf8())]]);
    expect(await readArrow(none, "f.arrow")).toMatchObject({ numRows: 0 });
    expect((await readArrow(write([]), "f.arrow")).columns.size).toBe(0);
  });

  it("is read from the middle of other bytes", async () => {
    const column = arrow.columnFromArray(row, arrow.float64());
    const file = write([["column", column]]);
    const bytes = new Uint8Array(file.length + 3);
    bytes.set(file, 3);
    const { columns } = await readArrow(bytes.subarray(3), "f.arrow");
    expect(Array.from(columns.get("column") ?? [])).toEqual(row);
  });
});

describe("an Arrow stream", () => {
  const column = arrow.columnFromArray(row, arrow.int32(), { maxBatchRows: 100 });
  const table = arrow.tableFromColumns([["column", column]]);
  const stream = arrow.tableToIPC(table, { format: "stream" }) as Uint8Array;

  it("that was cut off between two batches is refused", async () => {
    const cut = stream.subarray(0, stream.length - 8);
    await expect(readArrow(cut, "f.arrow")).rejects.toThrow(/f\.arrow.*without its end mark/);
  });

  it("that goes on after its end is refused", async () => {
    const twice = new Uint8Array([...stream, ...stream]);
    await expect(readArrow(twice, "f.arrow")).rejects.toThrow(/goes on after its end/);
  });
});
