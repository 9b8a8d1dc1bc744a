import { describe, expect, it } from "vitest";
import { expectLayer, testRuntime } from "../../test/expect-layer.js";
import { cross } from "./cross.js";
import { dense, denseStack } from "./dense.js";
import { dropout } from "./dropout.js";
import { l2Normalize } from "./l2-normalize.js";
import { layerNorm } from "./layer-norm.js";
import { Network } from "./network.js";

const layers = [cross(), ...denseStack([4, 3]), layerNorm(), dropout(0.1), l2Normalize()];
const networkOf = (seed = 1, name = "query") => new Network({ layers, inputWidth: 5, name, seed });

describe("Network", () => {
  it("sends gradients back through all of its layers", async () => {
    await expectLayer({
      layers: [dense(3, { activation: "tanh" }), dense(2, { activation: "sigmoid" })],
      inputWidth: 4,
      rows: 3,
      formula: (row, [kernel1, bias1, kernel2, bias2]) => {
        const hidden = [0, 1, 2].map((unit) =>
          Math.tanh(row.reduce((sum, x, i) => sum + x * kernel1[i * 3 + unit], bias1[unit])),
        );
        return [0, 1].map((unit) => {
          const sum = hidden.reduce(
            (total, x, i) => total + x * kernel2[i * 2 + unit],
            bias2[unit],
          );
          return 1 / (1 + Math.exp(-sum));
        });
      },
    });
  });

  it("knows its widths and names its parameters", () => {
    const network = networkOf();
    expect([network.inputWidth, network.outputWidth]).toEqual([5, 3]);
    expect(network.parameters.map(({ name, shape }) => `${name} [${shape}]`)).toEqual([
      "layers/1-cross/kernel [5,5]",
      "layers/1-cross/bias [5]",
      "layers/2-dense/kernel [5,4]",
      "layers/2-dense/bias [4]",
      "layers/3-dense/kernel [4,3]",
      "layers/3-dense/bias [3]",
      "layers/4-layerNorm/gamma [3]",
      "layers/4-layerNorm/beta [3]",
    ]);
  });

  it("starts with the same numbers for one seed and name, and others for others", () => {
    const first = networkOf().weights();
    expect(networkOf().weights()).toEqual(first);
    expect(networkOf(2).weights()).not.toEqual(first);
    expect(networkOf(1, "candidate").weights()).not.toEqual(first);
  });

  it("gives the same bits again after weights and settings went through JSON", async () => {
    const runtime = await testRuntime();
    const original = networkOf();
    const copy = new Network({
      layers: JSON.parse(JSON.stringify(original.layers)),
      inputWidth: 5,
      name: "copy",
      seed: 9,
    });
    copy.load(original.weights());
    const input = Float32Array.from({ length: 20 }, (_, i) => Math.sin(i));
    const { output } = original.forward(input, 4, { runtime });
    expect(copy.forward(input, 4, { runtime }).output).toEqual(output);
  });

  it("is the identity where it has no layers", async () => {
    const network = new Network({ layers: [], inputWidth: 2, name: "none", seed: 1 });
    const { output } = network.forward(Float32Array.of(1, 2), 1, { runtime: await testRuntime() });
    expect([...output]).toEqual([1, 2]);
  });

  it("refuses what is no layer, weights that do not fit, and an input of another length", async () => {
    const withLayer = (layer: unknown) => () =>
      new Network({ layers: [layer as never], inputWidth: 2, name: "x", seed: 1 });
    expect(withLayer({ kind: "conv" })).toThrow(/layer 1 must be a layer such as dense\(32\)/);
    expect(withLayer(null)).toThrow(/layer 1 must be a layer/);
    expect(withLayer({ kind: "toString" })).toThrow(/layer 1 must be a layer/);
    expect(withLayer({ kind: "dense", units: "9" })).toThrow(/dense units/);
    const network = networkOf();
    const { "layers/2-dense/kernel": _gone, ...others } = network.weights();
    expect(() => network.load(others)).toThrow(/"layers\/2-dense\/kernel".*got nothing/);
    expect(() =>
      network.load({
        ...others,
        "layers/2-dense/kernel": { shape: [4, 5], data: new Float32Array(20) },
      }),
    ).toThrow(/shape \[5, 4\], got .*shape \[4, 5\]/);
    const runtime = await testRuntime();
    expect(() => network.forward(new Float32Array(4), 1, { runtime })).toThrow(/input/);
  });
});
