import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalAt, wholeNumber, wholeNumberAt } from "./numbers.js";
import { RecordCursor } from "./record-cursor.js";

function record(text: string): RecordCursor {
  const cursor = new RecordCursor({ separator: "\t", quotes: false });
  cursor.push(new TextEncoder().encode(`7\t${text}\t8\n`));
  expect(cursor.next()).toBe(true);
  return cursor;
}

const notWhole = ["", "x", "1x", "-1", "+1", "1e3", " 1", "01", "00", "1234567890123456", "1,5"];

describe("wholeNumberAt", () => {
  it("reads what was written", () => {
    fc.assert(
      fc.property(fc.nat(), (number) => {
        expect(wholeNumberAt(record(String(number)), 1)).toBe(number);
      }),
    );
  });

  it.each([...notWhole, "1.5", "1."])("does not take %j for a whole number", (text) => {
    const fields = [0, 1, 2].map((field) => wholeNumberAt(record(text), field));
    expect(fields).toEqual([7, Number.NaN, 8]);
    expect(wholeNumber(text)).toBeNaN();
  });

  it("agrees with its twin for text", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-2x]{0,17}$/), (text) => {
        expect(wholeNumberAt(record(text), 1)).toBe(wholeNumber(text));
      }),
    );
  });
});

describe("decimalAt", () => {
  it.each([
    ["0.5", 0.5],
    ["3.5", 3.5],
    ["4.0", 4],
    ["4", 4],
    ["12.25", 12.25],
    ["1.000001", 1.000001],
  ])("reads %s", (text, number) => {
    expect(decimalAt(record(text), 1)).toBe(number);
  });

  it.each([...notWhole, ".5", "1.", "1..5", "1.5.5", "1.x", "1.-5", "1.0000000", "."])(
    "does not take %j for a number",
    (text) => {
      expect(decimalAt(record(text), 1)).toBeNaN();
    },
  );

  it("agrees with the language's own reading", () => {
    fc.assert(
      fc.property(fc.nat(99_999), fc.stringMatching(/^\d{1,6}$/), (whole, fraction) => {
        const text = `${whole}.${fraction}`;
        expect(decimalAt(record(text), 1)).toBeCloseTo(Number(text), 9);
      }),
    );
  });
});
