import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareUtf8 } from "./utf8-order.js";

const utf8 = new TextEncoder();

describe("compareUtf8", () => {
  it("orders any two strings as their UTF-8 bytes are ordered", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(utf8.encode(a), utf8.encode(b)));
      }),
    );
  });

  it("puts characters written with surrogates after all that are not, unlike UTF-16 order", () => {
    expect("\u{1F600}" < "\uFF21").toBe(true);
    expect(compareUtf8("\u{1F600}", "\uFF21")).toBeGreaterThan(0);
    expect(compareUtf8("\u{1F600}", "\u{1F601}")).toBeLessThan(0);
  });

  it("puts a string before its own continuations, and knows no locale", () => {
    expect(["b", "ä", "B", "", "ab", "a"].sort(compareUtf8)).toEqual([
      "",
      "B",
      "a",
      "ab",
      "b",
      "ä",
    ]);
  });

  it("tells lone surrogates apart", () => {
    expect(compareUtf8("\ud800", "\ud801")).toBeLessThan(0);
    expect(compareUtf8("\ud800", "\ud800")).toBe(0);
  });
});
