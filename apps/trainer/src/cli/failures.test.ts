import { DatasetError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { describeFailure, exitCodeOf, UsageError } from "./failures.js";

describe("describeFailure", () => {
  it("is one line, even of a message of several", () => {
    expect(describeFailure(new UsageError("no such option\n  (did you mean another?)\n"))).toBe(
      "towerkit: no such option (did you mean another?)",
    );
  });

  it("keeps the file and line of a data error", () => {
    const error = new DatasetError("3 fields instead of 4.", { file: "u.data", line: 7 });
    expect(describeFailure(error)).toBe("towerkit: u.data:7: 3 fields instead of 4.");
  });

  it("calls a fault of our own unexpected, without its stack", () => {
    expect(describeFailure(new TypeError("x is not a function"))).toBe(
      "towerkit: unexpected TypeError: x is not a function",
    );
  });

  it("says how to build what a checkout has not built", () => {
    const error = Object.assign(new Error("Cannot find module dist/index.js"), {
      code: "ERR_MODULE_NOT_FOUND",
    });
    expect(describeFailure(error)).toMatch(/dist\/index\.js .*npm run build/);
  });

  it("takes anything that was thrown", () => {
    expect(describeFailure("why")).toBe("towerkit: why");
  });
});

describe("exitCodeOf", () => {
  it("is 2 for bad usage and 1 for everything else", () => {
    expect(exitCodeOf(new UsageError(""))).toBe(2);
    expect(exitCodeOf(new DatasetError(""))).toBe(1);
    expect(exitCodeOf(new TypeError(""))).toBe(1);
  });
});
