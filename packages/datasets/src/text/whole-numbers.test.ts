import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWholeNumbers, wholeNumber } from "./whole-numbers.js";

const TAB = 9;

function read(text: string, fields: number) {
  const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
  const out = new Float64Array(fields);
  return [readWholeNumbers({ bytes, start: 0, end: bytes.length }, TAB, out), ...out];
}

describe("readWholeNumbers", () => {
  it("reads what was written", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), (numbers) => {
        expect(read(numbers.join("\t"), numbers.length)).toEqual([numbers.length, ...numbers]);
      }),
    );
  });

  it("counts fields that there is no room for", () => {
    expect(read("1\t2\t3", 2)).toEqual([3, 1, 2]);
    expect(read("1", 2)).toEqual([1, 1, 0]);
  });

  it.each(["", "x", "1x", "-1", "+1", "1.5", "1e3", " 1", "01", "1234567890123456"])(
    "does not take %j for a whole number",
    (text) => {
      expect(read(`7\t${text}\t8`, 3)).toEqual([3, 7, Number.NaN, 8]);
      expect(wholeNumber(text)).toBeNaN();
    },
  );

  it("agrees with its twin for text", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-2x]{0,17}$/), (text) => {
        expect(read(text, 1)[1]).toBe(wholeNumber(text));
      }),
    );
  });
});
