import { createGenerator } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { createDrawKinds } from "./draw-kinds.js";

/** Of 300 units 10 are of kind 0, 90 of kind 1 and 200 of kind 2, in turns: drawn many at a time. */
const shares = [10, 90, 200];
const few = Int32Array.from({ length: 300 }, (_, unit) => {
  const place = (unit * 7) % 300;
  return place < 10 ? 0 : place < 100 ? 1 : 2;
});

describe("drawing units by kind", () => {
  it.each([
    ["few kinds", few, 3],
    ["a kind for each unit", Int32Array.from({ length: 300 }, (_, unit) => unit), 300],
    ["one kind", new Int32Array(300), 1],
    ["one unit", new Int32Array(1), 1],
  ])("draws as many as there are: %s", (_, kindOf, kinds) => {
    const draw = createDrawKinds(kindOf, kinds, createGenerator(3, "kinds"));
    const counts = new Int32Array(kinds).fill(99);
    for (let time = 0; time < 50; time++) {
      draw(counts);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(kindOf.length);
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(0);
    }
  });

  it("has the means, variances and covariance of draws one by one, many at a time", () => {
    const draw = createDrawKinds(few, 3, createGenerator(5, "kinds"));
    const times = 20_000;
    const counts = new Int32Array(3);
    const sums = [0, 0, 0];
    const squares = [0, 0, 0];
    let product = 0;
    for (let time = 0; time < times; time++) {
      draw(counts);
      for (let kind = 0; kind < 3; kind++) {
        const off = counts[kind] - shares[kind];
        sums[kind] += off;
        squares[kind] += off * off;
      }
      product += (counts[0] - 10) * (counts[1] - 90);
    }
    for (let kind = 0; kind < 3; kind++) {
      const variance = 300 * (shares[kind] / 300) * (1 - shares[kind] / 300);
      // Five standard errors of a mean and, as for a normal distribution, of a variance.
      expect(Math.abs(sums[kind] / times)).toBeLessThan(5 * Math.sqrt(variance / times));
      expect(Math.abs(squares[kind] / times / variance - 1)).toBeLessThan(5 * Math.sqrt(2 / times));
    }
    // −n · p0 · p1
    expect(Math.abs(product / times + 3)).toBeLessThan(0.8);
  });

  it("gives a small world its exact chances", () => {
    // 64 units, 2 of them of kind 0: the chance to draw none of them is (62/64)^64.
    const kindOf = Int32Array.from({ length: 64 }, (_, unit) =>
      unit === 9 || unit === 40 ? 0 : 1,
    );
    const draw = createDrawKinds(kindOf, 2, createGenerator(6, "kinds"));
    const counts = new Int32Array(2);
    const times = 20_000;
    let none = 0;
    for (let time = 0; time < times; time++) {
      draw(counts);
      if (counts[0] === 0) none++;
    }
    const chance = (62 / 64) ** 64;
    const error = Math.sqrt((chance * (1 - chance)) / times);
    expect(Math.abs(none / times - chance)).toBeLessThan(5 * error);
  });
});
