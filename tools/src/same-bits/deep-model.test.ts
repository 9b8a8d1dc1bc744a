import { describe, expect, it } from "vitest";
import { type DeepModelRun, deepModelDifferences, deepModelTable } from "./deep-model.js";

const run = (changes: Partial<DeepModelRun> = {}): DeepModelRun => ({
  node: "v20.19.0",
  threads: 2,
  usedThreads: 2,
  simd: "simd",
  digest: "aa",
  expected: "aa",
  ...changes,
});

describe("the deep model's runs", () => {
  it("are as asked where each has the digest of the tests", () => {
    expect(deepModelDifferences([run(), run({ node: "v24.0.0" })])).toEqual([]);
  });

  it("are told of by name where one has another digest, or other threads", () => {
    expect(deepModelDifferences([run(), run({ digest: "bb", usedThreads: 1 })])).toEqual([
      "the deep model on 2 threads on Node v20.19.0 has the digest bb, expected aa.",
      "the deep model on 2 threads on Node v20.19.0 reports 1 threads.",
    ]);
  });

  it("have a row each in the table", () => {
    expect(deepModelTable([run(), run()]).split("\n")[3]).toBe("| v20.19.0 | 2 | simd | `aa` |");
  });
});
