import { createGenerator } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { drawOne, nearExp, nearNormal } from "./draws.js";

describe("draws", () => {
  it("has near-normal numbers of mean 0 and variance 1", () => {
    const generator = createGenerator(1);
    const drawn = Array.from({ length: 20_000 }, () => nearNormal(generator));
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
    const within = drawn.filter((x) => Math.abs(x) < 1.96).length / drawn.length;
    expect(Math.abs(within - 0.95)).toBeLessThan(0.01);
  });

  it("has a stand-in for the exponential that rises and is never below 0", () => {
    expect(nearExp(0)).toBe(1);
    expect(nearExp(1) / Math.exp(1)).toBeCloseTo(1, 1);
    expect(nearExp(-200)).toBe(0);
    expect(nearExp(3)).toBeGreaterThan(nearExp(2.9));
  });

  it("draws choices by weight", () => {
    const generator = createGenerator(3);
    const choices = [["a", 3] as const, ["b", 0] as const, ["c", 1] as const];
    const drawn = Array.from({ length: 4_000 }, () => drawOne(generator, choices));
    expect(Math.abs(drawn.filter((c) => c === "a").length - 3_000)).toBeLessThan(150);
    expect(drawn).not.toContain("b");
  });
});
