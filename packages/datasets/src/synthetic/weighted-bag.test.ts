import { createGenerator } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WeightedBag } from "./weighted-bag.js";

describe("WeightedBag", () => {
  it("draws everything once, in any size of bag", () => {
    const weights = fc.array(fc.double({ min: 1e-9, max: 1e3, noNaN: true }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(weights, fc.nat(), (list, seed) => {
        const bag = new WeightedBag(list.length);
        bag.fill(Float64Array.from(list));
        const generator = createGenerator(seed);
        const drawn = list.map(() => bag.draw(generator));
        expect(drawn.toSorted((a, b) => a - b)).toEqual(list.map((_, i) => i));
      }),
    );
  });

  it("draws first in proportion to the weights, and then among what is left", () => {
    const bag = new WeightedBag(3);
    const generator = createGenerator(1);
    const pairs: Record<string, number> = {};
    for (let i = 0; i < 20_000; i++) {
      bag.fill(Float64Array.of(1, 2, 5));
      const pair = `${bag.draw(generator)}${bag.draw(generator)}`;
      pairs[pair] = (pairs[pair] ?? 0) + 1 / 20_000;
    }
    const expected = {
      "01": 2 / 56,
      "02": 5 / 56,
      "10": 2 / 48,
      "12": 10 / 48,
      "20": 5 / 24,
      "21": 10 / 24,
    };
    for (const [pair, share] of Object.entries(expected)) {
      expect(Math.abs(pairs[pair] - share)).toBeLessThan(0.014);
    }
  });

  it("never draws what weighs nothing", () => {
    const bag = new WeightedBag(4);
    bag.fill(Float64Array.of(0, 1, 0, 1));
    const generator = createGenerator(2);
    expect([bag.draw(generator), bag.draw(generator)].toSorted()).toEqual([1, 3]);
  });
});
