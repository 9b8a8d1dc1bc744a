import { describe, expect, it } from "vitest";
import { layOutTable } from "./table.js";

describe("layOutTable", () => {
  it("makes every column as wide as its widest cell", () => {
    const lines = layOutTable(
      [
        ["name", "n"],
        ["a", "10"],
      ],
      ["left", "right"],
    );
    expect(lines).toEqual(["name   n", "a     10"]);
  });

  it("gives the last alignment to all columns that follow", () => {
    expect(
      layOutTable(
        [
          ["a", "b", "c"],
          ["aa", "bb", "cc"],
        ],
        ["left", "right"],
      ),
    ).toEqual(["a    b   c", "aa  bb  cc"]);
  });

  it("lets rows be short and leaves no blanks at their ends", () => {
    expect(layOutTable([["heading"], ["  a", "1"]], ["left"])).toEqual(["heading", "  a      1"]);
  });
});
