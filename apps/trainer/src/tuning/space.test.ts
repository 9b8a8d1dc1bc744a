import { describe, expect, it } from "vitest";
import { drawChoice } from "./space.js";

const space = { width: [32, 64], rate: [0.1, 0.2, 0.3] };

describe("drawChoice", () => {
  it("draws values of the space, the same for the same seed and trial", () => {
    const choices = Array.from({ length: 40 }, (_, trial) => drawChoice(space, { seed: 1, trial }));
    expect(choices).toEqual(choices.map((_, trial) => drawChoice(space, { seed: 1, trial })));
    expect(new Set(choices.map((choice) => JSON.stringify(choice))).size).toBe(6);
    expect(new Set(choices.map(({ rate }) => rate))).toEqual(new Set([0.1, 0.2, 0.3]));
  });

  it("draws others for another seed", () => {
    const of = (seed: number) =>
      Array.from({ length: 10 }, (_, trial) => drawChoice(space, { seed, trial }));
    expect(of(1)).not.toEqual(of(2));
  });
});
