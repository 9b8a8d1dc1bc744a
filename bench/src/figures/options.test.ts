import { describe, expect, it } from "vitest";
import { UsageError } from "../options.js";
import { readFiguresOptions } from "./options.js";

const PARTS = ["recipes", "same-bits"];

describe("readFiguresOptions", () => {
  it("runs all parts if none is named", () => {
    expect(readFiguresOptions([], PARTS)).toEqual({ only: [], help: false });
    expect(readFiguresOptions(["--help", "--only", "same"], PARTS)).toEqual({
      only: ["same"],
      help: true,
    });
  });

  it.each([
    [["--only", "nothing"], /--only nothing: there is no such part; there are recipes, same-bits/],
    [["--fast"], /--fast/],
    [["recipes"], /recipes/],
  ])("refuses %j", (args, message) => {
    expect(() => readFiguresOptions(args, PARTS)).toThrow(UsageError);
    expect(() => readFiguresOptions(args, PARTS)).toThrow(message);
  });
});
