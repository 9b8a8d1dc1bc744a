import { describe, expect, it } from "vitest";
import { testRuntime } from "../../test/expect-layer.js";
import { dropout } from "./dropout.js";
import { Network } from "./network.js";

const networkOf = (rate: number) =>
  new Network({ layers: [dropout(rate)], inputWidth: 100, name: "test", seed: 1 });
const ones = new Float32Array(10_000).fill(1);

async function trained(rate: number, training: { seed: number; step: number } | undefined) {
  const runtime = await testRuntime();
  return networkOf(rate).forward(ones, 100, { runtime, training });
}

describe("dropout", () => {
  it("changes nothing outside training", async () => {
    expect((await trained(0.5, undefined)).output).toEqual(ones);
  });

  it("drops the asked share and keeps the mean", async () => {
    const { output } = await trained(0.3, { seed: 1, step: 1 });
    const dropped = output.filter((value) => value === 0).length / output.length;
    expect(dropped).toBeGreaterThan(0.28);
    expect(dropped).toBeLessThan(0.32);
    expect(new Set(output)).toEqual(new Set([0, Math.fround(1 / 0.7)]));
  });

  it("drops the same for one seed and step, and another share for another", async () => {
    const { output } = await trained(0.5, { seed: 1, step: 1 });
    expect((await trained(0.5, { seed: 1, step: 1 })).output).toEqual(output);
    expect((await trained(0.5, { seed: 1, step: 2 })).output).not.toEqual(output);
    expect((await trained(0.5, { seed: 2, step: 1 })).output).not.toEqual(output);
  });

  it("sends gradients back where it let numbers through, scaled alike", async () => {
    const { output, backward } = await trained(0.5, { seed: 1, step: 1 });
    expect(backward(ones.slice()).input).toEqual(output);
  });

  it.each([-0.1, 1, Number.NaN, "0.5" as never])("refuses a rate of %s", (rate) => {
    expect(() => dropout(rate)).toThrow(/dropout rate must be from 0 to below 1/);
  });
});
