import { describe, expect, it } from "vitest";
import type { Measurement } from "./compete.js";
import { medianOf, ratioOf } from "./ratio.js";

const measured = (name: string, rounds: number[][]): Measurement => ({
  name,
  info: {},
  rounds,
  values: {},
});

describe("ratioOf", () => {
  it("is that of the medians over all rounds, with the spread of the rounds' own", () => {
    const theirs = measured("theirs", [[20, 30], [60], [40]]);
    const ours = measured("ours", [[5], [10, 10], [8]]);
    expect(medianOf(theirs)).toBe(35);
    expect(medianOf(ours)).toBe(9);
    expect(ratioOf(theirs, ours)).toEqual({
      of: "theirs",
      to: "ours",
      ratio: 35 / 9,
      spread: [5, 6],
    });
  });
});
