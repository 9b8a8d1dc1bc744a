import { describe, expect, it } from "vitest";
import { suitesOf } from "./suites.js";

const test = (suite: string, status: string, duration?: number) => ({
  ancestorTitles: [suite, "inner"],
  fullName: `${suite} inner works`,
  status,
  ...(duration !== undefined && { duration }),
});

describe("suitesOf", () => {
  it("adds up the outermost blocks of all files, in order of their names", () => {
    const file = { name: "a.test.ts", status: "passed" };
    const report = {
      success: false,
      testResults: [
        { ...file, assertionResults: [test("b", "passed", 1500), test("b", "failed", 500)] },
        { ...file, assertionResults: [test("a", "passed", 250), test("c", "skipped")] },
      ],
    };
    expect(suitesOf(report)).toEqual([
      { name: "a", seconds: 0.25, passed: true },
      { name: "b", seconds: 2, passed: false },
      { name: "c", seconds: 0, passed: false },
    ]);
  });
});
