import { describe, expect, it } from "vitest";
import { CannotRun } from "./part.js";
import { findingsOf } from "./tool-part.js";

const table = "| a |\n|---|\n| 1 |";

describe("findingsOf", () => {
  it("takes the table, and what is on stderr as missed only if the script failed", () => {
    expect(findingsOf({ code: 0, stdout: `${table}\n`, stderr: "by the way\n" })).toEqual({
      section: table,
      missed: [],
    });
    expect(findingsOf({ code: 1, stdout: table, stderr: "one\n\ntwo\n" })).toEqual({
      section: table,
      missed: ["one", "two"],
    });
  });

  it("misses something even where a failed script does not say what", () => {
    expect(findingsOf({ code: 1, stdout: table, stderr: "" }).missed).toEqual(["exited with 1"]);
    expect(findingsOf({ code: null, stdout: table, stderr: "" }).missed).toEqual(["was killed"]);
  });

  it("tells a machine that lacks something from a script that broke off", () => {
    const lacking = { code: 3, stdout: "", stderr: "there is no g++\n" };
    expect(() => findingsOf(lacking)).toThrow(new CannotRun("there is no g++"));
    expect(() => findingsOf({ ...lacking, code: 1 })).toThrow(new Error("there is no g++"));
    expect(() => findingsOf({ code: 0, stdout: "", stderr: "" })).toThrow(/exited with 0 silently/);
  });
});
