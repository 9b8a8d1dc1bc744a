import { describe, expect, it } from "vitest";
import { expectLayer, testRuntime } from "../../test/expect-layer.js";
import { tower } from "../tower-spec.js";
import { dense } from "./dense.js";
import { dotInteraction } from "./dot-interaction.js";
import { branches } from "./layer-kinds.js";
import { Network } from "./network.js";

const networkOf = (
  layers: ConstructorParameters<typeof Network>[0]["layers"],
  inputWidth: number,
) => new Network({ layers, inputWidth, name: "test", seed: 1 });

describe("branches", () => {
  it("get no room for numbers that a stranger's weights lack", () => {
    const layers = [branches([{ layers: [dense(1e9)] }])];
    const made = () => new Network({ layers, inputWidth: 4, name: "test", seed: 1, weights: {} });
    expect(made).toThrow(/1-dense\/kernel" as float32 of shape \[4, 1000000000\], got nothing/);
  });

  it("join what each makes of its stretch, worked by hand", async () => {
    const network = networkOf(
      [
        branches([
          { from: -4, layers: [dotInteraction({ dim: 2 })] },
          { to: 1, layers: [] },
        ]),
      ],
      5,
    );
    const runtime = await testRuntime();
    const { output } = network.forward(Float32Array.of(9, 1, 2, 3, 4, 8, 0, 1, 5, 6), 2, {
      runtime,
    });
    expect([...output]).toEqual([11, 9, 6, 8]);
  });

  it("compute their derivative where stretches overlap", async () => {
    await expectLayer({
      layers: [
        branches([
          { to: -2, layers: [dense(2, { activation: "tanh" })] },
          { from: 1, layers: [] },
          { layers: [dense(1)] },
        ]),
      ],
      inputWidth: 4,
      rows: 3,
      formula: (x, [w, b, v, c]) => [
        ...[0, 1].map((unit) => Math.tanh(x[0] * w[unit] + x[1] * w[2 + unit] + b[unit])),
        ...x.subarray(1),
        x.reduce((sum, value, i) => sum + value * v[i], c[0]),
      ],
    });
  });

  it("are told as JSON and made again with the same bits", async () => {
    const network = networkOf(
      [branches([{ to: 2, layers: [dense(3, { activation: "relu" })] }, { layers: [] }]), dense(1)],
      4,
    );
    const again = new Network({
      ...JSON.parse(JSON.stringify(network.topology())),
      name: "again",
      seed: 2,
    });
    again.load(network.weights());
    const runtime = await testRuntime();
    const input = Float32Array.of(0.1, 0.2, 0.3, 0.4);
    expect(again.forward(input, 1, { runtime }).output).toEqual(
      network.forward(input, 1, { runtime }).output,
    );
    expect(network.parameters.map(({ name }) => name)).toEqual([
      "layers/1-branches/1/1-dense/kernel",
      "layers/1-branches/1/1-dense/bias",
      "layers/2-dense/kernel",
      "layers/2-dense/bias",
    ]);
  });

  it("know their width as soon as their input's is known", () => {
    const [only] = [branches([{ from: 1, layers: [] }, { layers: [dense(2)] }])];
    expect(networkOf([only], 4).outputWidth).toBe(5);
    const feature = { kind: "numbers" } as never;
    expect(tower({ x: feature }, { layers: [only] }).width).toBeUndefined();
  });

  it("refuse what they cannot be", () => {
    expect(() => branches([])).toThrow(/at least one branch/);
    expect(() => branches([{ from: 0.5, layers: [] }])).toThrow(/branch 1: from must be a whole/);
    expect(() => branches([{ layers: [{ kind: "wide" } as never] }])).toThrow(
      /branch 1: layer 1 must be a layer/,
    );
    expect(() => networkOf([branches([{ from: 3, to: -1, layers: [] }])], 4)).toThrow(
      /from 3 to before 3 of an input that is 4 wide/,
    );
    expect(() => networkOf([branches([{ from: -5, layers: [] }])], 4)).toThrow(/from -1/);
  });
});
