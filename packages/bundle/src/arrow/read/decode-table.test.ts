import { BundleError, tableFromColumns } from "@towerkit/core";
import * as arrow from "@uwdata/flechette";
import { describe, expect, it } from "vitest";
import { encodeTable } from "../write/encode-table.js";
import { decodeTable } from "./decode-table.js";

const encode = (columns: Record<string, ArrayLike<unknown>>) =>
  encodeTable(tableFromColumns(columns), "table");

/** Reads every column. */
function readAll(bytes: Uint8Array): void {
  const table = decodeTable(bytes, "x.arrow");
  for (const name of table.columnNames()) table.array(name);
}

/** A file as flechette writes it, of any types. */
function fileOf(
  columns: readonly (readonly [name: string, values: unknown[], type: arrow.DataType])[],
  options: arrow.ColumnBuilderOptions = {},
): Uint8Array {
  const made = columns.map(([name, values, type]): [string, arrow.Column<unknown>] => [
    name,
    arrow.columnFromArray(values, type, options),
  ]);
  return arrow.tableToIPC(arrow.tableFromColumns(made), { format: "file" }) as Uint8Array;
}

/** The file with the only place where some bytes stand changed to others. */
function patched(bytes: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  const buffer = Buffer.from(bytes);
  const at = buffer.indexOf(from);
  expect(at).toBeGreaterThan(0);
  expect(buffer.indexOf(from, at + 1)).toBe(-1);
  buffer.set(to, at);
  return Uint8Array.from(buffer);
}

const int32s = (...values: number[]) => new Uint8Array(Int32Array.from(values).buffer);
const int64s = (...values: number[]) =>
  new Uint8Array(BigInt64Array.from(values, (value) => BigInt(value)).buffer);

describe("a file of another kind than bundles have", () => {
  const { field, utf8, int32 } = arrow;
  it.each<[what: string, bytes: Uint8Array]>([
    ["64-bit integers", fileOf([["a", [1], arrow.int64()]])],
    ["half floats", fileOf([["a", [1], arrow.float16()]])],
    ["dates", fileOf([["a", [new Date(0)], arrow.dateDay()]])],
    ["nothing but null", fileOf([["a", [null], arrow.nullType()]])],
    ["binary", fileOf([["a", [Uint8Array.of(1)], arrow.binary()]])],
    ["large texts", fileOf([["a", ["x"], arrow.largeUtf8()]])],
    ["structs", fileOf([["a", [{ b: 1 }], arrow.struct([field("b", int32())])]])],
    ["fixed lists", fileOf([["a", [[1, 2]], arrow.fixedSizeList(int32(), 2)]])],
    ["lists of lists", fileOf([["a", [[[1]]], arrow.list(arrow.list(int32()))]])],
    ["lists of dictionaries", fileOf([["a", [["x"]], arrow.list(arrow.dictionary(utf8()))]])],
    ["runs", fileOf([["a", [1, 1], arrow.runEndEncoded(int32(), int32())]])],
    ["dictionaries of numbers", fileOf([["a", [7, 7], arrow.dictionary(int32())]])],
    ["small dictionaries", fileOf([["a", ["x"], arrow.dictionary(utf8(), arrow.int8())]])],
  ])("with %s", (_what, bytes) => {
    expect(() => readAll(bytes)).toThrow(BundleError);
    expect(() => readAll(bytes)).toThrow(/type that a bundle's tables do not have|dictionary, but/);
  });

  it("with several record batches", () => {
    const bytes = fileOf([["a", [1, 2, 3], int32()]], { maxBatchRows: 1 });
    expect(() => readAll(bytes)).toThrow(/more than one record batch/);
  });

  it("as a stream", () => {
    const column = arrow.columnFromArray([1], int32());
    const bytes = arrow.tableToIPC(arrow.tableFromColumns({ column }), { format: "stream" });
    expect(() => readAll(bytes as Uint8Array)).toThrow(/start and end with "ARROW1"/);
  });
});

describe("a file that means harm", () => {
  const texts = encode({ text: ["aaaa", "bbbb", "cccc"] });

  it("cannot use the same bytes for many rows", () => {
    const offsets = int32s(0, 4, 8, 12);
    for (const forged of [int32s(0, 12, 0, 12), int32s(8, 4, 8, 12), int32s(-1, 4, 8, 12)]) {
      expect(() => readAll(patched(texts, offsets, forged))).toThrow(/outside of its data/);
    }
    const lists = encode({ list: [[5], [6], [7]] });
    const same = patched(lists, int32s(0, 1, 2, 3), int32s(0, 3, 0, 3));
    expect(() => readAll(same)).toThrow(/outside of its data/);
  });

  it("cannot read past its data", () => {
    const past = patched(texts, int32s(0, 4, 8, 12), int32s(0, 4, 8, 2 ** 30));
    expect(() => readAll(past)).toThrow(/outside of its data/);
    const repeated = encode({ text: ["x", "y", "x", "y"] });
    const positions = int32s(0, 1, 0, 1);
    for (const forged of [int32s(0, 1, 2, 1), int32s(0, -1, 0, 1)]) {
      expect(() => readAll(patched(repeated, positions, forged))).toThrow(/of its dictionary/);
    }
  });

  it("cannot claim more rows than it has bytes for", () => {
    const booleans = encode({ flag: [true, false, true] });
    // The batch's length, and then the column's number of values and of nulls.
    for (const rows of [1000, 2 ** 40, 2 ** 53]) {
      const buffer = Buffer.from(booleans);
      for (let at = 0; at >= 0; at = buffer.indexOf(int64s(3), at + 1)) {
        if (at > 0) buffer.set(int64s(rows), at);
      }
      expect(() => readAll(Uint8Array.from(buffer))).toThrow(BundleError);
    }
  });

  it("cannot name one column twice, or one name for many", () => {
    const twice = encode({ aaaa: [1], aaab: [2] });
    const text = Buffer.from(twice).toString("latin1").replaceAll("aaab", "aaaa");
    expect(() => readAll(Buffer.from(text, "latin1"))).toThrow(/two columns "aaaa"/);
  });

  it("cannot say that text is UTF-8 which is not", () => {
    const broken = patched(texts, Buffer.from("bbbb"), Buffer.from([0xff, 0xfe, 0xff, 0xfe]));
    expect(() => readAll(broken)).toThrow(/x\.arrow: .*not UTF-8/);
  });

  it("cannot be compressed, and swell", () => {
    const id = arrow.CompressionType.LZ4_FRAME;
    arrow.setCompressionCodec(id, { encode: (bytes) => bytes, decode: (bytes) => bytes });
    const column = arrow.columnFromArray([1, 2, 3], arrow.int32());
    const bytes = arrow.tableToIPC(arrow.tableFromColumns({ column }), {
      format: "file",
      codec: id,
    }) as Uint8Array;
    expect(() => readAll(bytes)).toThrow(/compressed/);
  });
});

describe("a table that was read", () => {
  it("is found at any position in a larger buffer", () => {
    const bytes = encode({ text: ["a", "b"], number: [0.5, 1.5], whole: [1, 2] });
    for (let shift = 0; shift < 9; shift++) {
      const larger = new Uint8Array(bytes.length + shift + 3).fill(0xff);
      larger.set(bytes, shift);
      const table = decodeTable(larger.subarray(shift, shift + bytes.length), "x.arrow");
      expect(table.array("number")).toEqual(Float64Array.of(0.5, 1.5));
      expect(table.get("whole", 1)).toBe(2);
    }
  });

  it("makes each column once", () => {
    const table = decodeTable(encode({ text: ["a", "b", "a", "b"] }), "x.arrow");
    expect(table.array("text")).toBe(table.array("text"));
  });

  it("names the columns that there are when asked for another", () => {
    const table = decodeTable(encode({ a: [1], b: [2] }), "x.arrow");
    expect(() => table.array("c")).toThrow(/no column "c"; its columns are "a", "b"/);
    expect(() => table.get("toString")).toThrow(/no column/);
  });
});
