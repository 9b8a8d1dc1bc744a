import { createGenerator } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distinctDrawer } from "./draw-distinct.js";

describe("distinctDrawer", () => {
  it("draws different numbers below the bound, as many as asked or all", () => {
    const draw = distinctDrawer(50);
    fc.assert(
      fc.property(fc.nat(50), fc.nat(60), fc.nat(), (bound, count, seed) => {
        const drawn = Array.from(draw(createGenerator(seed), bound, count));
        expect(drawn).toHaveLength(Math.min(bound, count));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.every((number) => number >= 0 && number < bound)).toBe(true);
      }),
    );
  });

  it("gives every set the same chance", () => {
    const draw = distinctDrawer(5);
    const generator = createGenerator(42, "sets");
    const counts = new Map<string, number>();
    for (let i = 0; i < 20_000; i++) {
      const set = draw(generator, 5, 2).toSorted().join();
      counts.set(set, (counts.get(set) ?? 0) + 1);
    }
    const statistic = [...counts.values()].reduce((sum, n) => sum + (n - 2000) ** 2 / 2000, 0);
    expect(counts.size).toBe(10);
    // 9 degrees of freedom: above 27.9 once in 1,000 seeds.
    expect(statistic).toBeLessThan(27.9);
  });
});
