import { describe, expect, it } from "vitest";
import { outputFault } from "./output.js";

describe("outputFault", () => {
  it.each([
    ["the same lines", "a\nb", "a\nb\n"],
    ["spaces at the ends of lines", "a\nb", "a  \nb"],
    ["nothing", "", ""],
    ["any lines where an ellipsis stands", "a\n…\nd", "a\nb\nc\nd"],
    ["no line where an ellipsis stands", "a\n…\nd", "a\nd"],
    ["an ellipsis at the end", "a\n…", "a\nb\nc"],
    ["two of them", "…\nb\n…\nd", "a\nb\nb\nd"],
  ])("accepts %s", (_, expected, printed) => {
    expect(outputFault(expected, printed)).toBeUndefined();
  });

  it.each([
    ["another line", "a\nb", "a\nc"],
    ["a line too many", "a", "a\nb"],
    ["a line too few", "a\nb", "a"],
    ["what an ellipsis does not stand for", "a\n…\nd", "a\nb\nc"],
  ])("refuses %s, and shows what was printed", (_, expected, printed) => {
    expect(outputFault(expected, printed)).toContain(printed);
  });

  it("refuses to stand after nothing that prints", () => {
    expect(outputFault("a", undefined)).toMatch(/must follow a ts or sh block/);
  });
});
