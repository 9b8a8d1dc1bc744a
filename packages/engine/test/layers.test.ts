import { createRequire } from "node:module";
import { join } from "node:path";
import { expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it, vi } from "vitest";
import { type TensorFlow, useTowerkitBackend } from "../src/index.js";
import { cpuOf, shareCore } from "./engines.js";

const aside = process.env["TOWERKIT_TFJS_NODE"];

/** As much of TensorFlow.js's layers as is used here. They lie where tfjs-node does. */
interface Layers {
  sequential(options: { layers: readonly unknown[] }): Model;
  readonly layers: { dense(options: object): unknown };
}

interface Model {
  compile(options: object): void;
  fit(x: unknown, y: unknown, options: object): Promise<{ history: { loss: number[] } }>;
  getWeights(): { dataSync(): Float32Array }[];
  dispose(): void;
}

/** Trains a model of tfjs-layers on whatever backend is current. */
async function train(tf: TensorFlow["tf"], { sequential, layers }: Layers) {
  const initial = (value: number) => ({ className: "Constant", config: { value } });
  const dense = (options: object) =>
    layers.dense({ kernelInitializer: initial(0.1), biasInitializer: initial(0.05), ...options });
  const model = sequential({
    layers: [
      dense({ units: 16, activation: "relu", inputShape: [8] }),
      dense({ units: 8, activation: "sigmoid" }),
      dense({ units: 1 }),
    ],
  });
  model.compile({ optimizer: tf.train.sgd(0.05), loss: "meanSquaredError" });
  const x = tf.tensor2d(
    Float32Array.from({ length: 64 * 8 }, (_, i) => ((i * 37) % 19) / 10 - 0.9),
    [64, 8],
  );
  const y = tf.sum(x, 1, true);
  const { history } = await model.fit(x, y, {
    epochs: 3,
    batchSize: 16,
    shuffle: false,
    verbose: 0,
  });
  const weights = model.getWeights().flatMap((own) => [...own.dataSync()]);
  tf.dispose([x, y]);
  model.dispose();
  return { loss: history.loss, weights };
}

describe.skipIf(!aside)("a LayersModel of the user's", () => {
  it("trains on our kernels, to what it becomes on the cpu backend", async () => {
    shareCore();
    const load = createRequire(join(aside as string, "package.json"));
    const layers = load("@tensorflow/tfjs-layers") as Layers;
    const engine = await useTowerkitBackend({ threads: 2 });
    const tensorflow = await engine.tensorflow();
    const { tf } = tensorflow;
    const products = vi.spyOn(engine.runtime, "matrixProduct");
    const ours = await train(tf, layers);
    // Three epochs of four batches, each with three products forward and five backward.
    expect(products).toHaveBeenCalledTimes(3 * 4 * (3 + 5));
    await engine.close();

    cpuOf(tensorflow);
    await tf.setBackend("cpu");
    const theirs = await train(tf, layers);
    expectAllClose(ours.weights, theirs.weights, { ofLargest: 1e-5 });
    expect(ours.loss[2]).toBeLessThan(ours.loss[0] as number);
  });
});
