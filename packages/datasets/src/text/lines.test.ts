import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countLines, LineCursor } from "./lines.js";

const bytesOf = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

function read(text: string) {
  const line = new LineCursor(bytesOf(text));
  const lines: string[] = [];
  while (line.next())
    lines.push(`${line.number} ${line.text()}${line.isCutOff ? " (cut off)" : ""}`);
  return lines;
}

describe("LineCursor", () => {
  it.each([
    ["", []],
    ["\n\n", []],
    ["a\nb\n", ["1 a", "2 b"]],
    ["a\r\nb\r\n", ["1 a", "2 b"]],
    ["a\n\nb\n\n\n", ["1 a", "2 ", "3 b"]],
    ["a\nb", ["1 a", "2 b (cut off)"]],
    ["\u00e9\n", ["1 \u00e9"]],
  ])("reads %j", (text, lines) => {
    expect(read(text)).toEqual(lines);
  });

  it("finds the lines that splitting finds", () => {
    const text = fc.array(fc.stringMatching(/^[ab]{1,3}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(text, fc.constantFrom("\n", "\r\n"), (lines, end) => {
        const whole = lines.map((line) => line + end).join("");
        expect(read(whole)).toEqual(lines.map((line, i) => `${i + 1} ${line}`));
        expect(countLines(bytesOf(whole))).toBeGreaterThanOrEqual(lines.length);
      }),
    );
  });
});
