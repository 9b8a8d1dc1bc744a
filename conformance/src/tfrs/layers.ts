import { ConfigError } from "@towerkit/core";
import { expectAllClose } from "@towerkit/test-utils";
import {
  type Activation,
  cross,
  dense,
  denseStack,
  dotInteraction,
  multiLayerCross,
  Network,
  type NetworkLayer,
} from "@towerkit/towers";
import { expect } from "vitest";
import { type Claim, type Claims, claim } from "../cases.js";
import { matrix, type Rows, runtimeForTests } from "./embeddings.js";
import { normalRows } from "./normal.js";

const networkOf = (layers: readonly NetworkLayer[], inputWidth: number, seed = 1) =>
  new Network({ layers, inputWidth, name: "conformance", seed });

/** Sets all kernels, and biases where asked, to ones. */
function withOnes(network: Network, { biases }: { readonly biases: boolean }): Network {
  for (const { name, data } of network.parameters) {
    data.fill(name.endsWith("bias") && !biases ? 0 : 1);
  }
  return network;
}

async function outputOf(network: Network, rows: Rows): Promise<Float32Array> {
  const runtime = await runtimeForTests();
  return network.forward(matrix(rows).data, rows.length, { runtime }).output;
}

interface CrossGiven {
  readonly x0: Rows;
  readonly x?: Rows;
  readonly projection_dim?: number | null;
  readonly bias_initializer?: "ones";
}

const zipped = (
  a: readonly number[] = [],
  b: readonly number[] = [],
  of: (a: number, b: number) => number,
) => a.map((value, i) => of(value, b[i] as number));

const crossed = claim<CrossGiven, { out: Rows }>(async (given, expected, tolerance) => {
  const { x0, x = x0, projection_dim: projectionDim } = given;
  const width = matrix(x0).dim;
  const options = { ...(projectionDim != null && { projectionDim }) };
  const biases = given.bias_initializer === "ones";
  if (x === x0) {
    const network = withOnes(networkOf([cross(options)], width), { biases });
    return expectAllClose(await outputOf(network, x0), expected.out.flat(), {
      absolute: tolerance,
    });
  }
  const network = withOnes(networkOf([multiLayerCross({ ...options, layers: 2 })], width), {
    biases,
  });
  // The first of two layers makes x of x0: x0 ⊙ b + x0 = x with b = x / x0 − 1, and W at 0.
  for (const { name, data } of network.parameters.slice(0, network.parameters.length / 2)) {
    data.fill(0);
    if (name.endsWith("bias")) data.set(zipped(x[0], x0[0], (value, first) => value / first - 1));
  }
  expectAllClose(await outputOf(network, x0), expected.out.flat(), { absolute: tolerance });
});

const configRoundTrip = (layers: readonly NetworkLayer[], remark?: string): Claim =>
  claim(() => {
    const read = networkOf(JSON.parse(JSON.stringify(layers)), 4);
    expect(read.layers).toEqual(layers);
  }, remark);

/** A model of layers and a dense logit on 13 inputs: equal bits once its settings and weights are read again. */
const saveAndLoad = (layers: readonly NetworkLayer[]): Claim =>
  claim(async () => {
    const rows = normalRows(32, 13, 5);
    const network = networkOf([...layers, dense(1)], 13);
    const before = await outputOf(network, rows);
    const read = networkOf(JSON.parse(JSON.stringify(network.layers)), 13, 99);
    expect(await outputOf(read, rows)).not.toEqual(before);
    read.load(network.weights());
    expect(await outputOf(read, rows)).toEqual(before);
    expect(read.layers).toEqual(network.layers);
  });

const dotted = claim<
  { features: Rows; self_interaction: boolean; skip_gather: boolean },
  { out: Rows }
>(async (given, expected, tolerance) => {
  const { data, dim } = matrix(given.features);
  const layer = dotInteraction({
    dim,
    selfInteraction: given.self_interaction,
    skipGather: given.skip_gather,
  });
  expectAllClose(
    await outputOf(networkOf([layer], data.length), [[...data]]),
    expected.out.flat(),
    { absolute: tolerance },
  );
});

const ACTIVATIONS: readonly Activation[] = ["linear", "relu", "tanh", "sigmoid"];

export const layerClaims: Claims = {
  "cross/low-rank": crossed,
  "cross/one-input": crossed,
  "cross/bias": crossed,

  "cross/dimension-mismatch": claim<{ x0_shape: readonly number[]; x_shape: readonly number[] }>(
    async ({ x0_shape: [rows, width], x_shape: [, other] }) => {
      const runtime = await runtimeForTests();
      const network = networkOf([cross()], width as number);
      const x = new Float32Array((rows as number) * (other as number));
      expect(() => network.forward(x, rows as number, { runtime })).toThrow(ConfigError);
      const { "layers/1-cross/kernel": kernel } = networkOf([cross()], other as number).weights();
      expect(() => network.load({ ...network.weights(), "layers/1-cross/kernel": kernel })).toThrow(
        ConfigError,
      );
    },
    "x is made of x0, so it is as wide; numbers and weights of another width are refused",
  ),

  "cross/negative-diag-scale": claim<{ diag_scale: number }>(({ diag_scale: diagScale }) => {
    expect(() => cross({ diagScale })).toThrow(ConfigError);
    expect(() => cross({ diagScale })).toThrow(/diagScale must be a number from 0/);
  }),

  "cross/config-round-trip": configRoundTrip(
    ACTIVATIONS.map((preactivation) =>
      cross({ preactivation, projectionDim: 2, diagScale: 0.1, l2: 0.01 }),
    ),
    "with every activation that there is",
  ),
  "cross/save-load": saveAndLoad([cross({ projectionDim: 4 }), cross()]),

  "dot-interaction/self=true/skip_gather=false": dotted,
  "dot-interaction/self=true/skip_gather=true": dotted,
  "dot-interaction/self=false/skip_gather=false": dotted,

  "multi-layer-dcn/three-layers-bias": claim<{ x0: Rows; projection_dim: number }, { out: Rows }>(
    async ({ x0, projection_dim: projectionDim }, expected, tolerance) => {
      const network = networkOf([multiLayerCross({ projectionDim })], matrix(x0).dim);
      const output = await outputOf(withOnes(network, { biases: true }), x0);
      expectAllClose(output, expected.out.flat(), { absolute: tolerance });
    },
  ),
  "multi-layer-dcn/config-round-trip": configRoundTrip([multiLayerCross({ projectionDim: 1 })]),
  "multi-layer-dcn/save-load": saveAndLoad([
    multiLayerCross({ projectionDim: 1 }),
    multiLayerCross({ projectionDim: 1 }),
  ]),

  "mlp/structure": claim<{ units: readonly number[]; x: Rows }, { hidden: Rows; out: Rows }>(
    async ({ units, x }, { hidden, out }) => {
      const layers = denseStack(units);
      const width = matrix(x).dim;
      const network = withOnes(networkOf(layers, width), { biases: true });
      expect([...(await outputOf(network, x))]).toEqual(out.flat());
      const first = withOnes(networkOf(layers.slice(0, 1), width), { biases: true });
      expect([...(await outputOf(first, x))]).toEqual(hidden.flat());
    },
  ),
};
