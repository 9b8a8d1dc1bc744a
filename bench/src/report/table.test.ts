import { describe, expect, it } from "vitest";
import { between, shown, withUnit } from "./numbers.js";
import { markdownTable, textTable } from "./table.js";

const TABLE = {
  columns: ["what", "ms"],
  rows: [
    ["ours", "7"],
    ["theirs", "960"],
  ],
};

describe("textTable", () => {
  it("pads the columns and leaves nothing at the ends of lines", () => {
    expect(textTable(TABLE)).toBe(
      ["what    ms", "------  ---", "ours    7", "theirs  960"].join("\n"),
    );
  });
});

describe("markdownTable", () => {
  it("is a table in Markdown", () => {
    expect(markdownTable(TABLE)).toBe(
      ["| what | ms |", "|---|---|", "| ours | 7 |", "| theirs | 960 |"].join("\n"),
    );
  });

  it("keeps bars and line breaks from ending a cell", () => {
    expect(markdownTable({ columns: ["a"], rows: [["b|c\nd"]] })).toContain("| b\\|c d |");
  });
});

describe("shown", () => {
  it.each([
    [0.0123, "0.01"],
    [7.256, "7.26"],
    [17.26, "17.3"],
    [577.4, "577"],
    [12345.6, "12,346"],
  ])("shows %d as %s", (value, text) => {
    expect(shown(value)).toBe(text);
  });

  it("goes with a unit or a spread", () => {
    expect(withUnit(8, "×")).toBe("8.00 ×");
    expect(between([1, 250])).toBe("1.00 to 250");
  });
});
