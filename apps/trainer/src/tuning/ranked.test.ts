import { describe, expect, it } from "vitest";
import { ranked } from "./ranked.js";

const trialOf = (trial: number, ...pairs: readonly (readonly [number, number])[]) => ({
  trial,
  settings: { width: trial },
  measures: pairs.map(([top100, top100Unseen], i) => ({
    epochs: 10 * (i + 1),
    top100,
    top100Unseen,
  })),
  seconds: 0,
});
const trials = [
  trialOf(0, [0.4, 0.5], [0.1, 0.7]),
  trialOf(1, [0.3, 0.6]),
  trialOf(2),
  trialOf(3, [0.5, 0.6]),
];

describe("ranked", () => {
  it("takes each trial at its best number of epochs, the best trial first", () => {
    expect(ranked(trials, "both").map(({ trial, epochs }) => [trial, epochs])).toEqual([
      [3, 10],
      [0, 10],
      [1, 10],
    ]);
    expect(ranked(trials, "unseen").map(({ trial, epochs }) => [trial, epochs])).toEqual([
      [0, 20],
      [1, 10],
      [3, 10],
    ]);
  });
});
