import { describe, expect, it } from "vitest";
import { withoutPaths } from "./without-paths.js";

describe("withoutPaths", () => {
  it.each([
    ["at run (/home/somebody/repo/bench/src/x.ts:3:1)", "at run (x.ts:3:1)"],
    ["cannot open '/data/ml-100k/u.data'", "cannot open 'u.data'"],
    ["file:///home/somebody/x.js failed", "x.js failed"],
    ["see https://pypi.org/simple/jax", "see https://pypi.org/simple/jax"],
    ["no @tensorflow/tfjs-node in node_modules/x", "no @tensorflow/tfjs-node in node_modules/x"],
    ["GB/s and n/a", "GB/s and n/a"],
  ])("makes %j to %j", (message, expected) => {
    expect(withoutPaths(message)).toBe(expected);
  });
});
