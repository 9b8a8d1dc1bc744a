import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { Allowance } from "../allowance.js";
import { FileFault } from "../file-fault.js";
import { endOfDeltas } from "./deltas.js";
import { readColumns } from "./read-columns.js";
import { checkPositions, checkRuns, countLevels } from "./runs.js";
import { endOfStruct } from "./thrift.js";

const runs = (given: number[], { bitWidth, count }: { bitWidth: number; count: number }) => {
  const bytes = Uint8Array.from(given);
  return { bytes, start: 0, end: bytes.length, bitWidth, count };
};

describe("runs", () => {
  it("that give the values they should are taken", () => {
    // Five times one, then eight packed bits of which three are used.
    const given = runs([10, 1, 3, 0b101], { bitWidth: 1, count: 8 });
    expect(countLevels(given, 1, 1)).toBe(7);
    expect(() => checkPositions(given, 2)).not.toThrow();
  });

  it.each([
    ["go on after the page", [20, 1], 1, 8],
    ["end before the page does", [10, 1], 1, 8],
    ["claim two billion values", [0xfe, 0xff, 0xff, 0xff, 0x0f, 1], 1, 8],
    ["are packed into bytes that are not there", [0xff, 0xff, 0xff, 0xff, 0x0f], 1, 8],
    ["have a value that is too large", [16, 2], 1, 8],
    ["have a length without end", [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1], 1, 8],
    ["are of more bits than any", [16, 1], 200, 8],
  ])("that %s are refused", (_, bytes, bitWidth, count) => {
    expect(() => checkRuns(runs(bytes, { bitWidth, count }))).toThrow(FileFault);
  });

  it("that point outside of the dictionary are refused", () => {
    expect(() => checkPositions(runs([16, 3], { bitWidth: 2, count: 8 }), 3)).toThrow(/dictionary/);
    expect(() => checkPositions(runs([3, 0, 0xc0], { bitWidth: 2, count: 8 }), 3)).toThrow(
      /dictionary/,
    );
  });
});

describe("metadata", () => {
  it("that ends where it says is taken", () => {
    // A number, then a list of two.
    const bytes = Uint8Array.of(0x15, 2, 0x19, 0x25, 2, 4, 0, 99);
    expect(endOfStruct(bytes, 0, bytes.length)).toBe(7);
  });

  it.each([
    ["a list of two billion", [0x19, 0xf5, 0xff, 0xff, 0xff, 0xff, 0x07, 0]],
    ["a text that is longer than the file", [0x18, 0xff, 0x7f, 0]],
    ["a number without end", [0x16, ...new Array(20).fill(0x80), 0]],
    ["a hundred levels", [...new Array(100).fill(0x1c), ...new Array(100).fill(0)]],
    ["no end", [0x15, 2]],
  ])("with %s is refused", (_, given) => {
    const bytes = Uint8Array.from(given);
    expect(() => endOfStruct(bytes, 0, bytes.length)).toThrow(FileFault);
  });

  it("with a column of minus one parts is refused, not read for ever", async () => {
    const columnData = [{ name: "text", data: ["a", "b"] }];
    const schema = [
      { name: "root", num_children: 1 },
      { name: "text", type: "BYTE_ARRAY", repetition_type: "REQUIRED", num_children: -1 } as const,
    ];
    const file = new Uint8Array(parquetWriteBuffer({ columnData, schema }));
    await expect(readColumns(file)).rejects.toThrow(FileFault);
  });
});

describe("deltas", () => {
  const block = { count: 3, maxWidth: 32 } as const;

  it("that are as many as the page says are taken", () => {
    const bytes = Uint8Array.of(0x80, 1, 4, 3, 0, 2, 0, 0, 0, 0, 99);
    expect(endOfDeltas(bytes, 0, block)).toBe(10);
  });

  it.each([
    ["are of another number", [0x80, 1, 4, 9, 0, 2, 0, 0, 0, 0]],
    ["have blocks of nothing", [0, 4, 3, 0, 2, 0, 0, 0, 0]],
    ["have no parts in a block", [0x80, 1, 0, 3, 0, 2, 0, 0, 0, 0]],
    ["have two billion parts", [0x80, 1, 0xff, 0xff, 0xff, 0xff, 7, 3, 0, 2]],
    ["are wider than a number", [0x80, 1, 4, 3, 0, 2, 33, 0, 0, 0]],
    ["are cut off", [0x80, 1, 4, 3, 0, 2, 32, 0, 0, 0]],
  ])("that %s are refused", (_, bytes) => {
    expect(() => endOfDeltas(Uint8Array.from(bytes), 0, block)).toThrow(FileFault);
  });
});

describe("an allowance", () => {
  it("lets any file have millions of values, and a small one not billions", () => {
    expect(() => new Allowance(100).takeCells(30_000_000)).not.toThrow();
    expect(() => new Allowance(100).takeCells(1e9)).toThrow(FileFault);
    expect(() => new Allowance(1e9).takeCells(1e9)).not.toThrow();
    expect(() => new Allowance(100).takeBytes(1e9)).toThrow(FileFault);
    expect(() => new Allowance(100).takeBytes(Number.NaN)).toThrow(FileFault);
  });
});
