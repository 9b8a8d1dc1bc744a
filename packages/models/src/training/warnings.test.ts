import { describe, expect, it } from "vitest";
import { epochWarnings } from "./warnings.js";

const spreadOut = { rows: 2, dim: 2, data: Float32Array.of(1, 0, 0, 1) };

describe("epochWarnings", () => {
  it("says nothing about an epoch that went well", () => {
    expect(epochWarnings(1, { loss: 6, chance: 7 }, spreadOut)).toEqual([]);
  });

  it("warns of a loss above chance and names both", () => {
    const [warning] = epochWarnings(2, { loss: 7.5, chance: 7 }, spreadOut);
    expect(warning).toMatch(/epoch 2: the loss \(7\.5000 a row\) is above chance \(7\.0000\)/);
  });

  it("warns of batches with nothing to tell apart, in place of a loss above chance", () => {
    const warnings = epochWarnings(3, { loss: 1e-9, chance: 0 }, spreadOut);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/epoch 3: no batch held two different items.*larger batchSize/);
  });

  it("warns of candidates that have become one point, wherever the point is", () => {
    for (const data of [Float32Array.of(3, 4, 3, 4), new Float32Array(4)]) {
      const [warning] = epochWarnings(1, { loss: 1, chance: 2 }, { rows: 2, dim: 2, data });
      expect(warning).toMatch(/nearly the same embedding/);
    }
  });

  it("does not call a catalogue of one item collapsed", () => {
    const one = { rows: 1, dim: 2, data: Float32Array.of(3, 4) };
    expect(epochWarnings(1, { loss: 1, chance: 2 }, one)).toEqual([]);
  });
});
