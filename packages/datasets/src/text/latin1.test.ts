import { DatasetError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { checkLatin1 } from "./latin1.js";

const check = (...bytes: number[]) =>
  checkLatin1({ path: "u.item", bytes: Uint8Array.from(bytes) });
const ascii = (text: string) => Array.from(text, (c) => c.charCodeAt(0));

describe("checkLatin1", () => {
  it("takes latin-1", () => {
    expect(() => check(...ascii("1|Caf"), 0xe9, ...ascii(" (1990)\r\n\t"))).not.toThrow();
    expect(() => check(0xc1, 0x20, 0xf6, 0x6c, 0xe9)).not.toThrow();
  });

  it.each([
    ["two bytes", [0xc3, 0xa9]],
    ["three bytes", [0xe2, 0x80, 0x99]],
    ["four bytes", [0xf0, 0x9f, 0x8e, 0xac]],
    ["a replacement character", [0xef, 0xbf, 0xbd]],
  ])("knows UTF-8 by %s", (_, bytes) => {
    expect(() => check(...ascii("a\nb\nc"), ...bytes)).toThrow(DatasetError);
    expect(() => check(...ascii("a\nb\nc"), ...bytes)).toThrow(/^u\.item:3: is UTF-8/);
  });

  it("counts the lines' further faults", () => {
    expect(() => check(0xc3, 0xa9, 10, 0xc3, 0xa9, 0xc3, 0xa9)).toThrow(/u\.item:1: .*2 more/);
  });

  it.each([
    ["UTF-8", [0xef, 0xbb, 0xbf, 0x31]],
    ["UTF-16", [0xff, 0xfe, 0x31, 0]],
    ["UTF-16", [0xfe, 0xff, 0, 0x31]],
  ])("knows %s by its byte order mark", (name, bytes) => {
    expect(() => check(...bytes)).toThrow(new RegExp(`u\\.item:1: .*byte order mark of ${name};`));
  });

  it.each([0, 0x1b, 0x7f, 0x92])("refuses the control character %s", (byte) => {
    expect(() => check(10, byte)).toThrow(/u\.item:2: holds the control character 0x/);
  });
});
