import { describe, expect, it } from "vitest";
import { describeEngine } from "./engine-info.js";

const four = { threads: 4, simd: "simd" } as const;

describe("describeEngine", () => {
  it("tells the name, the reason, the threads and the instructions", () => {
    expect(describeEngine("default", four, {})).toEqual({
      name: "default",
      reason: "the default engine, as no other was asked for; the kernels use SIMD instructions.",
      bits: expect.stringMatching(/same bits .* except in a LayersModel of your own\.$/),
      ...four,
    });
    const plain = describeEngine("tfjs-node", { threads: 1, simd: "none" }, {});
    expect(plain.reason).toMatch(/tfjs-node was asked for and is loaded; .* plain TypeScript\.$/);
    expect(plain.bits).toMatch(/same bits .* except in dense layers/);
  });

  it("owns up to using fewer threads than it was allowed", () => {
    const one = { threads: 1, simd: "simd" } as const;
    const missed = "4 threads were allowed, but no more than 1 can be used here";
    expect(describeEngine("default", one, { threads: 4 }).reason).toContain(missed);
    expect(describeEngine("default", four, { threads: 4 }).reason).not.toContain("allowed");
    expect(describeEngine("default", one, {}).reason).not.toContain("allowed");
  });

  it("owns up where fast was allowed and the platform has nothing faster", () => {
    const { reason, bits } = describeEngine("default", four, { fast: true });
    expect(reason).toContain("fast was allowed, but this platform has no relaxed SIMD");
    expect(bits).toContain("same bits");
  });

  it("promises no bits where relaxed instructions run", () => {
    const relaxed = { threads: 4, simd: "relaxed" } as const;
    const { reason, bits } = describeEngine("default", relaxed, { fast: true });
    expect(reason).toContain("the kernels use relaxed SIMD instructions");
    expect(reason).not.toContain("allowed");
    expect(bits).toContain("differ between machines");
  });
});
