import { DatasetError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvRows } from "./csv.js";
import { Faults } from "./faults.js";

const utf8 = (text: string) => new TextEncoder().encode(text);

/** The rows of a file that comes in pieces of `size` bytes, and their lines. */
async function read(content: string | Uint8Array, { size = 1_000, separator = "," } = {}) {
  const bytes = typeof content === "string" ? utf8(content) : content;
  const faults = new Faults("a.csv");
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  await csvRows(pieces(bytes, size), {
    faults,
    separator,
    onRow(fields, line) {
      rows.push(fields);
      lines.push(line);
    },
  });
  faults.throwIfAny();
  return { rows, lines };
}

/** Hands out one buffer again and again, as a file's reader may. */
function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  const buffer = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    buffer.set(piece);
    yield buffer.subarray(0, piece.length);
  }
}

async function errorOf(content: string | Uint8Array): Promise<DatasetError> {
  const error: unknown = await read(content, { size: 5 }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DatasetError);
  return error as DatasetError;
}

describe("csvRows", () => {
  it.each<[string, string[][]]>([
    ["", []],
    ["\n\r\n\n", []],
    [
      "a,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a,b\r\n1,2\r\n\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["a\n\nb", [["a"], [""], ["b"]]],
    [
      ",\n,",
      [
        ["", ""],
        ["", ""],
      ],
    ],
    ['"a,b",c\n', [["a,b", "c"]]],
    ['"a\nb\r\nc",d\n', [["a\nb\r\nc", "d"]]],
    ['"say ""hi""",""""\n', [['say "hi"', '"']]],
    ['"",""\r\n""\n', [["", ""], [""]]],
    ['6" pipe,"x"\n', [['6" pipe', "x"]]],
    ['a""b,"a""b"\n', [['a""b', 'a"b']]],
    ["a\rb,c\r\n", [["a\rb", "c"]]],
    ["caf\u00e9,\u6771\u4eac,\ud83c\udfac\n", [["caf\u00e9", "\u6771\u4eac", "\ud83c\udfac"]]],
    ['\ufeff"a",b\n', [["a", "b"]]],
    ["\ufeff", []],
  ])("reads %j", async (text, rows) => {
    for (const size of [1, 2, 3, 1_000]) expect((await read(text, { size })).rows).toEqual(rows);
  });

  it("counts lines, those inside of quotes too", async () => {
    const { lines } = await read('a\n"b\n\nc",d\n\ne\n');
    expect(lines).toEqual([1, 2, 5, 6]);
  });

  it("reads what was written, whatever the pieces", async () => {
    const field = fc.oneof(fc.string(), fc.stringMatching(/^[a",\r\n\u00e9]{0,6}$/));
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
    const end = fc.constantFrom("\n", "\r\n");
    await fc.assert(
      fc.asyncProperty(table, end, fc.integer({ min: 1, max: 20 }), async (rows, newline, size) => {
        const text = rows
          .map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(",") + newline)
          .join("");
        const wellFormed = new TextDecoder().decode(utf8(JSON.stringify(rows)));
        expect((await read(text, { size })).rows).toEqual(JSON.parse(wellFormed));
      }),
    );
  });

  it("takes other separators, of two characters too", async () => {
    expect((await read("a\tb,c\n", { separator: "\t" })).rows).toEqual([["a", "b,c"]]);
    for (const size of [1, 2, 99]) {
      const { rows } = await read("a::b:c::\n:::d\n", { separator: "::", size });
      expect(rows).toEqual([
        ["a", "b:c", ""],
        ["", ":d"],
      ]);
    }
  });

  it("has fields of any number and length", async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => String(i));
    const long = "\u00e9x".repeat(10_000);
    const { rows } = await read(`${many.join(",")}\n${long},"${long}"\n`);
    expect(rows).toEqual([many, [long, long]]);
  });

  it("names the line of a quote that is never closed", async () => {
    const error = await errorOf('a,b\nc,"d\ne,f\n');
    expect(error.message).toMatch(/^a\.csv:2: a quoted field starts in this row/);
    expect((await errorOf('a\n"')).message).toMatch(/^a\.csv:2: a quoted field starts/);
  });

  it("names the line of text after a closing quote, and counts them", async () => {
    const error = await errorOf('a\n"b"c\nd\n"e" \n');
    expect(error.message).toMatch(/^a\.csv:2: there is text after a closing quote.*1 more/);
  });

  it("names the line that is not UTF-8, and counts them", async () => {
    const error = await errorOf(Uint8Array.of(97, 10, 0xe9, 10, 0xc3, 10, 97));
    expect(error.message).toMatch(/^a\.csv:2: is not UTF-8 text.*1 more/);
  });

  it.each([
    [0xff, 0xfe],
    [0xfe, 0xff],
  ])("knows UTF-16 by its mark", async (...bytes) => {
    const error = await errorOf(Uint8Array.of(...bytes, 97, 0));
    expect(error.message).toBe(
      "a.csv:1: starts with the byte order mark of UTF-16; expected UTF-8 text.",
    );
  });

  it("does not read a whole file for one row", async () => {
    let sent = 0;
    const endless = function* () {
      yield utf8('a\n"b');
      for (; sent < 1_000; sent++) yield new Uint8Array(1 << 16).fill(97);
    };
    const reading = csvRows(endless(), { faults: new Faults("a.csv"), onRow: () => {} });
    await expect(reading).rejects.toThrow(
      /^a\.csv:2: the row that starts here is longer than 1 MiB/,
    );
    expect(sent).toBeLessThan(20);
  });
});
