import { createHash } from "node:crypto";
import { ConfigError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tableOf } from "../table.js";
import { ShortMd5 } from "./md5.js";
import { tfdsOrder } from "./tfds-order.js";

const nodeMd5 = (text: string) => createHash("md5").update(text).digest("hex");

function ourMd5(text: string): string {
  const md5 = new ShortMd5();
  md5.digest("left over from another text");
  md5.digest(text);
  return Array.from(md5.words, (word) => word.toString(16).padStart(8, "0")).join("");
}

describe("ShortMd5", () => {
  it("has the values of RFC 1321's test suite", () => {
    expect(ourMd5("")).toBe("d41d8cd98f00b204e9800998ecf8427e");
    expect(ourMd5("abc")).toBe("900150983cd24fb0d6963f7d28e17f72");
    expect(ourMd5("abcdefghijklmnopqrstuvwxyz")).toBe("c3fcd3d76192e4007dfb496cca67e13b");
  });

  it("agrees with Node's", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{0,55}$/), (text) => {
        expect(ourMd5(text)).toBe(nodeMd5(text));
      }),
    );
    expect(() => ourMd5("x".repeat(56))).toThrow(RangeError);
  });
});

describe("tfdsOrder", () => {
  const numbered = tableOf<{ row: number }>({ row: Array.from({ length: 2_000 }, (_, i) => i) });

  it("sorts rows by the digests of their numbers", () => {
    const digests = Array.from({ length: 2_000 }, (_, row) => [nodeMd5(`train${row}`), row]);
    const expected = digests.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    expect(tfdsOrder(numbered).array("row")).toEqual(expected);
  });

  it("counts the rows that a filter leaves, in the table's own order", () => {
    const even = numbered.filter((row: { row: number }) => row.row % 2 === 0);
    const firstHalf = tfdsOrder(numbered.slice(0, 1_000)).array("row") as number[];
    expect(tfdsOrder(even).array("row")).toEqual(firstHalf.map((row) => row * 2));
  });

  it("takes nothing but tables", () => {
    expect(() => tfdsOrder([] as never)).toThrow(ConfigError);
  });
});
