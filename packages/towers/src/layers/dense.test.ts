import { expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectLayer, type RowFormula, testRuntime } from "../../test/expect-layer.js";
import type { Activation } from "./activation.js";
import { dense, denseStack } from "./dense.js";
import { Network } from "./network.js";

const FUNCTIONS: Record<Activation, (x: number) => number> = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};

const denseFormula =
  (units: number, activation: Activation): RowFormula =>
  (row, [kernel, bias]) =>
    Array.from({ length: units }, (_, unit) => {
      let sum = bias === undefined ? 0 : bias[unit];
      row.forEach((value, i) => {
        sum += value * kernel[i * units + unit];
      });
      return FUNCTIONS[activation](sum);
    });

describe("dense", () => {
  it("is activation(x · W + b), worked by hand", async () => {
    const network = new Network({
      layers: [dense(2, { activation: "relu" })],
      inputWidth: 2,
      name: "test",
      seed: 1,
    });
    const [kernel, bias] = network.parameters;
    kernel.data.set([1, 2, 3, -4]);
    bias.data.set([0.5, 1]);
    const { output, backward } = network.forward(Float32Array.of(1, 1), 1, {
      runtime: await testRuntime(),
    });
    expect([...output]).toEqual([4.5, 0]);
    const { input, parameters } = backward(Float32Array.of(1, 1));
    expect([...input]).toEqual([1, 3]);
    expect(parameters.map((each) => [...each])).toEqual([
      [1, 0, 1, 0],
      [1, 0],
    ]);
  });

  it.each(["linear", "relu", "tanh", "sigmoid"] as const)(
    "computes %s and its derivative for any widths",
    async (activation) => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            rows: fc.integer({ min: 1, max: 6 }),
            inputWidth: fc.integer({ min: 1, max: 9 }),
            units: fc.integer({ min: 1, max: 7 }),
            useBias: fc.boolean(),
            seed: fc.nat(1000),
          }),
          async ({ rows, inputWidth, units, useBias, seed }) => {
            await expectLayer({
              layers: [dense(units, { activation, useBias })],
              formula: denseFormula(units, activation),
              rows,
              inputWidth,
              seed,
            });
          },
        ),
        { numRuns: 20 },
      );
    },
  );

  it("starts evenly spread within ±√(6 / (inputs + outputs)), biases at 0", () => {
    const { parameters } = new Network({
      layers: [dense(300)],
      inputWidth: 300,
      name: "test",
      seed: 7,
    });
    const [kernel, bias] = parameters;
    const bound = Math.sqrt(6 / 600);
    const { data } = kernel;
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    const square = data.reduce((sum, value) => sum + value * value, 0) / data.length;
    expect(data.every((value) => Math.abs(value) <= bound)).toBe(true);
    expect(Math.abs(mean)).toBeLessThan(0.001);
    expectAllClose([square], [(bound * bound) / 3], { relative: 0.02 });
    expect(bias.data.every((value) => value === 0)).toBe(true);
  });

  it.each([
    ["units", () => dense(0), /dense units must be a whole number/],
    ["units", () => dense(1.5), /dense units/],
    ["an activation", () => dense(1, { activation: "gelu" as never }), /dense activation/],
    ["useBias", () => dense(1, { useBias: 1 as never }), /useBias must be true or false, got 1/],
    ["l2", () => dense(1, { l2: -1 }), /l2 must be a number from 0, got -1/],
    ["l2", () => dense(1, { l2: Number.NaN }), /l2 must be a number from 0, got NaN/],
  ])("refuses wrong %s", (_what, make, message) => {
    expect(make).toThrow(message);
  });
});

describe("denseStack", () => {
  it("has ReLU for all layers but the last", () => {
    expect(denseStack([64, 32, 1]).map(({ units, activation }) => [units, activation])).toEqual([
      [64, "relu"],
      [32, "relu"],
      [1, "linear"],
    ]);
  });

  it("takes another function for the last", () => {
    const stack = denseStack([4, 1], { finalActivation: "sigmoid", useBias: false });
    expect(stack.map(({ activation }) => activation)).toEqual(["relu", "sigmoid"]);
    expect(stack.every(({ useBias }) => !useBias)).toBe(true);
  });
});
