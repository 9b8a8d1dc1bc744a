import { describe, expect, it } from "vitest";
import { expectLayer, type RowFormula } from "../../test/expect-layer.js";
import type { Activation } from "./activation.js";
import { type CrossLayerOptions, cross, multiLayerCross } from "./cross.js";

/** Wang and others, 2021, equations 1 and 2; `diagScale` and `preactivation` as TFRS has them. */
function crossFormula(
  options: CrossLayerOptions & { readonly layers?: number },
  activation: (x: number) => number,
): RowFormula {
  const { projectionDim, diagScale = 0, useBias = true, layers = 1 } = options;
  const perLayer = (projectionDim === undefined ? 1 : 2) + (useBias ? 1 : 0);
  return (x0, parameters) => {
    let x = Array.from(x0);
    for (let layer = 0; layer < layers; layer++) {
      const own = parameters.slice(layer * perLayer, (layer + 1) * perLayer);
      const bias = useBias ? own[own.length - 1] : undefined;
      let mapped = times(x, own[0]);
      if (projectionDim !== undefined) mapped = times(mapped, own[1]);
      x = x.map(
        (value, i) =>
          x0[i] * (activation(mapped[i] + (bias?.[i] ?? 0)) + diagScale * value) + value,
      );
    }
    return x;
  };
}

function times(x: readonly number[], kernel: Float64Array): number[] {
  const outputs = kernel.length / x.length;
  return Array.from({ length: outputs }, (_, o) =>
    x.reduce((sum, value, i) => sum + value * kernel[i * outputs + o], 0),
  );
}

const identity = (x: number) => x;

describe("cross", () => {
  it.each<[string, CrossLayerOptions & { layers?: number }, Activation]>([
    ["a full matrix", {}, "linear"],
    ["two thin matrices", { projectionDim: 2 }, "linear"],
    ["no bias", { useBias: false }, "linear"],
    ["a scaled diagonal", { diagScale: 0.7 }, "linear"],
    ["a preactivation", { preactivation: "tanh" }, "tanh"],
    ["all of them", { projectionDim: 3, diagScale: 0.2, preactivation: "tanh" }, "tanh"],
  ])("computes its formula and derivative with %s", async (_what, options, activation) => {
    await expectLayer({
      layers: [cross(options)],
      inputWidth: 5,
      rows: 4,
      formula: crossFormula(options, activation === "tanh" ? Math.tanh : identity),
    });
  });

  it.each([{ layers: 1 }, { layers: 2 }, { layers: 3, projectionDim: 1 }])(
    "crosses with the first input in every layer: %o",
    async (options) => {
      await expectLayer({
        layers: [multiLayerCross(options)],
        inputWidth: 4,
        rows: 3,
        formula: crossFormula(options, identity),
      });
    },
  );

  it("has three layers of full matrices unless told otherwise", () => {
    expect(multiLayerCross()).toMatchObject({ layers: 3, projectionDim: null });
  });

  it.each([
    ["diagScale", () => cross({ diagScale: -0.1 }), /diagScale must be a number from 0, got -0.1/],
    ["projectionDim", () => cross({ projectionDim: 0 }), /projectionDim/],
    ["layers", () => multiLayerCross({ layers: 0 }), /cross layers/],
    ["preactivation", () => cross({ preactivation: "max" as never }), /preactivation/],
  ])("refuses wrong %s", (_what, make, message) => {
    expect(make).toThrow(message);
  });
});
