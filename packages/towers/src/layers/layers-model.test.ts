import { createRequire } from "node:module";
import { join } from "node:path";
import { tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { testRuntime } from "../../test/expect-layer.js";
import { fitTower } from "../fit-tower.js";
import { towerFromJSON } from "../tower-json.js";
import { tower } from "../tower-spec.js";
import { dense } from "./dense.js";
import { type LayersModelLike, layersModel, type TensorFlowLike } from "./layers-model.js";
import { Network } from "./network.js";

/** A folder beside whose tfjs-node TensorFlow.js's layers lie. */
const aside = process.env["TOWERKIT_TFJS_NODE"];

interface Layers {
  sequential(options: { layers: readonly unknown[] }): LayersModelLike;
  readonly layers: {
    dense(options: object): unknown;
    batchNormalization(options: object): unknown;
  };
}

interface Core extends TensorFlowLike {
  setBackend(name: string): Promise<boolean>;
  findBackend(name: string): object;
  memory(): { numTensors: number };
}

async function openTensorFlow(): Promise<{ tf: Core; layers: Layers }> {
  const load = createRequire(join(aside as string, "package.json"));
  const tf = load("@tensorflow/tfjs-core") as Core;
  load("@tensorflow/tfjs-backend-cpu");
  // Its banner is none of ours.
  Reflect.set(tf.findBackend("cpu"), "firstUse", false);
  await tf.setBackend("cpu");
  return { tf, layers: load("@tensorflow/tfjs-layers") as Layers };
}

const deepModel = ({ sequential, layers }: Layers) =>
  sequential({
    layers: [
      layers.dense({ units: 4, activation: "relu", inputShape: [3] }),
      layers.dense({ units: 2, activation: "tanh" }),
    ],
  });

describe.skipIf(!aside)("layersModel", () => {
  it("computes and differentiates as our own layers with the same weights do", async () => {
    const runtime = await testRuntime();
    const { tf, layers } = await openTensorFlow();
    const theirs = new Network({
      layers: [layersModel({ tf, model: deepModel(layers) })],
      inputWidth: 3,
      name: "theirs",
      seed: 1,
    });
    const ours = new Network({
      layers: [dense(4, { activation: "relu" }), dense(2, { activation: "tanh" })],
      inputWidth: 3,
      name: "ours",
      seed: 1,
    });
    theirs.parameters.forEach(({ data }, i) => {
      for (let n = 0; n < data.length; n++) data[n] = Math.sin(5 * i + n);
      ours.parameters[i].data.set(data);
    });
    const input = Float32Array.from({ length: 15 }, (_, i) => Math.cos(i));
    const gradients = Float32Array.from({ length: 10 }, (_, i) => Math.sin(2 * i));
    const tensors = tf.memory().numTensors;
    const [a, b] = [theirs, ours].map((network) => network.forward(input, 5, { runtime }));
    expectAllClose(a.output, b.output, { absolute: 1e-6 });
    const [c, d] = [a.backward(gradients.slice()), b.backward(gradients.slice())];
    expectAllClose(c.input, d.input, { absolute: 1e-6 });
    c.parameters.forEach((gradient, i) => {
      expectAllClose(gradient, d.parameters[i], { absolute: 1e-5 });
    });
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it("stands in a tower, and comes back from JSON with what it has learned", async () => {
    const runtime = await testRuntime();
    const { tf, layers } = await openTensorFlow();
    const users = tableFromColumns({ user_id: ["a", "b"] });
    const spec = tower(
      { user_id: stringLookup().embedding(3) },
      { layers: [layersModel({ tf, model: deepModel(layers) })] },
    );
    expect(spec.width).toBe(2);
    const fitted = fitTower(spec, users, { seed: 1, name: "query" });
    const { inputs } = fitted.encodeColumns(users);
    const rows = Int32Array.of(0, 1);
    const pass = fitted.forward(inputs, rows, { runtime });
    for (const { table, values } of pass.backward(new Float32Array(4).fill(1)).slice(1)) {
      for (let i = 0; i < values.length; i++) table.data[i] -= 0.1 * values[i];
    }
    const learned = fitted.encode(inputs, rows, { runtime });
    expect(learned).not.toEqual(pass.output);

    const json = JSON.parse(JSON.stringify(fitted.topology()));
    const again = towerFromJSON(json, fitted.weights(), {
      layersModel: () => ({ tf, model: deepModel(layers) }),
    });
    expect(again.encode(inputs, rows, { runtime })).toEqual(learned);
    expect(() => towerFromJSON(json, fitted.weights())).toThrow(
      /hand it over as the option layersModel/,
    );
  });

  it("refuses a model of another width, and weights that gradients do not move", async () => {
    const { tf, layers } = await openTensorFlow();
    const narrow = layersModel({ tf, model: deepModel(layers) });
    expect(() => new Network({ layers: [narrow], inputWidth: 5, name: "query", seed: 1 })).toThrow(
      /takes rows of 3 numbers, and what comes before it gives 5/,
    );
    const normalized = layers.sequential({
      layers: [layers.layers.batchNormalization({ inputShape: [3] })],
    });
    expect(() => layersModel({ tf, model: normalized })).toThrow(/gradients do not move/);
  });
});
