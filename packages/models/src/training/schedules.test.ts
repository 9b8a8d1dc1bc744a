import { ConfigError } from "@towerkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cosPi } from "./cos-pi.js";
import type { Schedule } from "./schedule.js";
import { cosineDecay, exponentialDecay, linearDecay, stepDecay, warmup } from "./schedules.js";

const span = { stepsPerEpoch: 4, steps: 12 };
const factors = (schedule: Schedule) =>
  Array.from({ length: span.steps }, (_, step) => schedule.factor(step + 1, span));

describe("schedules", () => {
  it("warm up evenly, then follow another as if it began there", () => {
    expect(factors(warmup(4)).slice(0, 6)).toEqual([0.25, 0.5, 0.75, 1, 1, 1]);
    const both = factors(warmup(4, linearDecay()));
    expect(both.slice(3, 6)).toEqual([1, 1, 1 - 1 / 8]);
    expect(both.at(-1)).toBeCloseTo(1 / 8, 12);
  });

  it("fall evenly to what is left", () => {
    const falling = factors(linearDecay({ to: 0.5 }));
    expect(falling[0]).toBe(1);
    expect(falling[6]).toBe(0.75);
    expect(falling[11]).toBeCloseTo(0.5 + 0.5 / 12, 12);
  });

  it("fall along half a wave of the cosine", () => {
    factors(cosineDecay({ to: 0.2 })).forEach((factor, step) => {
      const expected = 0.2 + 0.8 * 0.5 * (1 + Math.cos((Math.PI * step) / 12));
      expect(factor).toBeCloseTo(expected, 12);
    });
  });

  it("fall by a rate an epoch, step by step or at once", () => {
    factors(exponentialDecay(0.5)).forEach((factor, step) => {
      expect(factor).toBeCloseTo(0.5 ** (step / 4), 14);
    });
    expect(factors(stepDecay({ rate: 0.1, every: 1 }))).toEqual([
      ...[1, 1, 1, 1],
      ...[0.1, 0.1, 0.1, 0.1],
      ...Array(4).fill(0.1 * 0.1),
    ]);
    expect(factors(stepDecay({ rate: 0.1, every: 2 })).slice(7, 9)).toEqual([1, 0.1]);
  });

  it("stay above 0 to the last step", () => {
    const schedule = fc.constantFrom(linearDecay(), cosineDecay(), warmup(3, cosineDecay()));
    fc.assert(
      fc.property(schedule, fc.integer({ min: 1, max: 5000 }), (each, steps) => {
        expect(each.factor(steps, { stepsPerEpoch: steps, steps })).toBeGreaterThan(0);
      }),
    );
  });

  it("have settings that go through JSON", () => {
    const json = warmup(10, stepDecay({ rate: 0.5, every: 2 })).toJSON();
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(json).toEqual({
      name: "warmup",
      steps: 10,
      followedBy: { name: "stepDecay", rate: 0.5, every: 2 },
    });
  });

  it.each([
    ["warmup of no step", () => warmup(0)],
    ["a share above 1", () => linearDecay({ to: 1.5 })],
    ["a share that is no number", () => cosineDecay({ to: Number.NaN })],
    ["a rate of 0", () => exponentialDecay(0)],
    ["half an epoch", () => stepDecay({ rate: 0.5, every: 0.5 })],
  ])("refuse %s", (_, make) => {
    expect(make).toThrow(ConfigError);
  });
});

describe("cosPi", () => {
  it("is the cosine, to the last bits", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (t) => {
        expect(cosPi(t)).toBeCloseTo(Math.cos(Math.PI * t), 14);
      }),
    );
    expect([cosPi(0.5), cosPi(0), cosPi(1)].map((value) => Math.abs(value))).toEqual([
      0,
      expect.closeTo(1, 15),
      expect.closeTo(1, 15),
    ]);
  });
});
