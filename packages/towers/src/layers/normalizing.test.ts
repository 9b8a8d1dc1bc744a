import { describe, expect, it } from "vitest";
import { expectLayer, testRuntime } from "../../test/expect-layer.js";
import { l2Normalize } from "./l2-normalize.js";
import { layerNorm } from "./layer-norm.js";
import { Network } from "./network.js";

describe("layerNorm", () => {
  it.each([1e-3, 0.5])("computes its formula and derivative with epsilon %d", async (epsilon) => {
    await expectLayer({
      layers: [layerNorm({ epsilon })],
      inputWidth: 7,
      rows: 4,
      formula: (row, [gamma, beta]) => {
        const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
        const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
        return Array.from(
          row,
          (value, i) => (gamma[i] * (value - mean)) / Math.sqrt(variance + epsilon) + beta[i],
        );
      },
    });
  });

  it("refuses an epsilon that is not above 0", () => {
    expect(() => layerNorm({ epsilon: 0 })).toThrow(/epsilon/);
  });
});

describe("l2Normalize", () => {
  it("divides by the length, and has the derivative of that", async () => {
    await expectLayer({
      layers: [l2Normalize()],
      inputWidth: 5,
      rows: 6,
      formula: (row) => Array.from(row, (value) => value / Math.hypot(...row)),
    });
  });

  it("leaves a row of zeros as it is", async () => {
    const network = new Network({ layers: [l2Normalize()], inputWidth: 2, name: "t", seed: 1 });
    const { output, backward } = network.forward(new Float32Array(2), 1, {
      runtime: await testRuntime(),
    });
    expect([...output]).toEqual([0, 0]);
    expect([...backward(Float32Array.of(1, 2)).input].every(Number.isFinite)).toBe(true);
  });
});
