import { describe, expect, it } from "vitest";
import type { Measurement } from "../contest/compete.js";
import { besideOurs } from "./beside-ours.js";
import { figureOf, holds, sameAsFirst, timesFaster, timesOf } from "./figures.js";
import type { Figure } from "./result.js";

const measured = (name: string, rounds: number[][]): Measurement => ({
  name,
  info: {},
  rounds,
  values: {},
});

describe("holds", () => {
  const figure = (asked: Figure["asked"], value?: number): Figure => ({
    what: "x",
    unit: "ms",
    ...(asked && { asked }),
    ...(value !== undefined && { measured: value }),
  });

  it.each([
    ["≥", 8, 8, true],
    ["≥", 8, 7.99, false],
    ["≤", 1.5, 1.5, true],
    ["≤", 1.5, 1.51, false],
  ] as const)("%s %d is met by %d: %s", (relation, value, actual, expected) => {
    expect(holds(figure({ relation, value }, actual))).toBe(expected);
  });

  it("is open where nothing is asked or nothing was measured", () => {
    expect(holds(figure(undefined, 3))).toBeUndefined();
    expect(holds(figure({ relation: "≥", value: 8 }))).toBeUndefined();
  });
});

describe("timesFaster", () => {
  const ratio = (of: string, value: number) =>
    ({ of, to: "ours", ratio: value, spread: [value - 1, value + 1] }) as const;

  it("counts the smallest ratio", () => {
    expect(timesFaster("step", [ratio("A", 60), ratio("A tuned", 30)], 50)).toEqual({
      what: "step",
      unit: "×",
      asked: { relation: "≥", value: 50 },
      measured: 30,
      spread: [29, 31],
      note: "A tuned ÷ ours",
    });
  });

  it("says that no such peer ran", () => {
    expect(timesFaster("step", [])).toEqual({
      what: "step",
      unit: "×",
      note: "no such peer ran",
    });
  });
});

describe("figureOf", () => {
  it("is the median with the spread", () => {
    expect(figureOf("load", "ms", [9, 5, 6])).toEqual({
      what: "load",
      unit: "ms",
      measured: 6,
      spread: [5, 9],
    });
    expect(figureOf("load", "ms", [])).toEqual({ what: "load", unit: "ms", note: "not measured" });
  });
});

describe("timesOf", () => {
  it("sums a measurement up", () => {
    expect(timesOf(measured("A", [[1, 2], [3], [4, 5]]))).toMatchObject({
      name: "A",
      median: 3,
      quartiles: [2, 4],
      samples: 5,
    });
  });
});

describe("sameAsFirst", () => {
  it("lets pass what is close to the first, and nothing else", () => {
    const check = sameAsFirst("loss", { relative: 1e-3 });
    check({ name: "ours" }, { loss: [1000, -2000] });
    check({ name: "A" }, { loss: [1000.9, -1999] });
    expect(() => check({ name: "B" }, { loss: [1000, -2003] })).toThrow(
      "B computes something else: loss 2 is -2003, ours is -2000",
    );
    expect(() => check({ name: "C" }, { loss: [1000] })).toThrow(/loss 2 is undefined/);
    expect(() => check({ name: "D" }, {})).toThrow(/loss 1 is undefined/);
  });
});

describe("besideOurs", () => {
  const competition = {
    leftOut: [],
    measurements: [
      measured("towerkit, 4 threads", [[2]]),
      measured("towerkit, 1 thread", [[6]]),
      measured("JAX", [[30]]),
      measured("JAX, allocator tuned", [[20]]),
    ],
  };

  it("compares peers, not ourselves, with ours on all threads", () => {
    const { ratios, times, fasterThan } = besideOurs("step", competition, { threads: 4 });
    expect(times).toHaveLength(4);
    expect(ratios.map(({ of, ratio }) => [of, ratio])).toEqual([
      ["JAX", 15],
      ["JAX, allocator tuned", 10],
    ]);
    expect(fasterThan("JAX", 12)).toMatchObject({
      what: "step: times as fast as JAX",
      measured: 10,
      asked: { relation: "≥", value: 12 },
    });
  });

  it("compares nothing where ours did not run", () => {
    const { ratios, fasterThan } = besideOurs("step", competition, { threads: 8 });
    expect(ratios).toEqual([]);
    expect(fasterThan("JAX", 12).measured).toBeUndefined();
  });
});
