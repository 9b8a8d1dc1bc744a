import { DatasetError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { fileOf } from "../sources/random-access.js";
import { Faults } from "./faults.js";
import { latin1Layout } from "./layouts.js";
import { readRows } from "./rows.js";

const ascii = (text: string) => Array.from(text, (c) => c.charCodeAt(0));

async function read(...bytes: number[]): Promise<string[]> {
  const faults = new Faults("u.item");
  const rows: string[] = [];
  const layout = latin1Layout("|", ["text"]);
  await readRows(fileOf("u.item", Uint8Array.from(bytes)), { layout, faults }, ([text]) => {
    rows.push(text);
  });
  faults.throwIfAny();
  return rows;
}

async function refusal(...bytes: number[]): Promise<string> {
  const error: unknown = await read(...bytes).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DatasetError);
  return (error as DatasetError).message;
}

describe("latin-1 rows", () => {
  it("are read byte by byte", async () => {
    expect(await read(...ascii("1 Caf"), 0xe9, ...ascii(" (1990)\r\n\t\n"))).toEqual([
      "1 Caf\u00e9 (1990)",
      "\t",
    ]);
    expect(await read(0xc1, 0x20, 0xf6, 0x6c, 0xe9, 10)).toEqual(["\u00c1 \u00f6l\u00e9"]);
  });

  it.each([
    ["two bytes", [0xc3, 0xa9]],
    ["three bytes", [0xe2, 0x80, 0x99]],
    ["four bytes", [0xf0, 0x9f, 0x8e, 0xac]],
    ["a replacement character", [0xef, 0xbf, 0xbd]],
  ])("are told from UTF-8 by %s", async (_, bytes) => {
    expect(await refusal(...ascii("a\nb\nc"), ...bytes, 10)).toMatch(/^u\.item:3: is UTF-8 text/);
  });

  it("have their further faults counted", async () => {
    expect(await refusal(0xc3, 0xa9, 10, 97, 10, 0xc3, 0xa9, 0xc3, 0xa9, 10)).toMatch(
      /u\.item:1: .*1 more/,
    );
  });

  it.each([
    ["UTF-8", [0xef, 0xbb, 0xbf, 0x31]],
    ["UTF-16", [0xff, 0xfe, 0x31, 0]],
    ["UTF-16", [0xfe, 0xff, 0, 0x31]],
  ])("are told from %s by its byte order mark", async (name, bytes) => {
    expect(await refusal(...bytes)).toMatch(
      new RegExp(`u\\.item:1: .*byte order mark of ${name}; expected latin-1`),
    );
  });

  it.each([0, 0x1b, 0x7f, 0x92])("hold no control character %s", async (byte) => {
    expect(await refusal(97, 10, byte, 10)).toMatch(/u\.item:2: holds the control character 0x/);
  });
});
