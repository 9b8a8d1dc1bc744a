import { checkGradient, expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import type { TensorFlow } from "../src/index.js";
import { recordKernels } from "../src/testing/index.js";
import { denseStack, lossAndGradients } from "./dense-stack.js";
import { cpuOf, describeOnEngines, open, openEngine } from "./engines.js";

const small = denseStack(7, [5, 4, 3]);

/** The plain formula, in float64. */
function plainLoss(input: ArrayLike<number>, weights: readonly ArrayLike<number>[]): number {
  const { widths } = small;
  let x = Float64Array.from(input);
  for (let layer = 0; layer + 1 < widths.length; layer++) {
    const [inner, width] = [widths[layer] as number, widths[layer + 1] as number];
    const [kernel, bias] = [weights[2 * layer], weights[2 * layer + 1]] as [Numbers, Numbers];
    const rows = x.length / inner;
    const next = new Float64Array(rows * width);
    for (let i = 0; i < next.length; i++) {
      const [row, column] = [Math.floor(i / width), i % width];
      let sum = bias[column] as number;
      for (let k = 0; k < inner; k++) {
        sum += (x[row * inner + k] as number) * (kernel[k * width + column] as number);
      }
      next[i] = layer + 2 < widths.length ? Math.max(0, sum) : sum;
    }
    x = next;
  }
  return x.reduce((total, value) => total + value * value, 0);
}

type Numbers = ArrayLike<number>;

describeOnEngines("a dense stack", (engine) => {
  it("has the loss and the gradients of its formula", async () => {
    const { loss, gradients } = lossAndGradients(await engine(), small);
    const { input, weights } = small;
    expectAllClose([loss], [plainLoss(input, weights)], { relative: 1e-6 });
    const parts = [input, ...weights];
    parts.forEach((part, i) => {
      checkGradient({
        f: (values) => {
          const moved = parts.with(i, values as never);
          return plainLoss(moved[0] as Numbers, moved.slice(1));
        },
        point: Float64Array.from(part),
        gradient: gradients[i] as Numbers,
        tolerance: 2e-6,
      });
    });
  });

  it("runs its matrix products on the engine's backend, forward and backward", async () => {
    const tensorflow = await engine();
    const { counts } = recordKernels(tensorflow, () => lossAndGradients(tensorflow, small));
    // Each of the two layers has one product forward, and one each for its input and its kernel.
    expect(counts.get("BatchMatMul")).toBe(6);
  });

  it("leaves no tensor behind in 1,000 steps", { timeout: 90_000 }, async () => {
    const tensorflow = await engine();
    lossAndGradients(tensorflow, small);
    const before = tensorflow.run(() => ({ ...tensorflow.tf.memory() }));
    for (let step = 0; step < 1000; step++) lossAndGradients(tensorflow, small);
    const { numTensors, numDataBuffers, numBytes } = tensorflow.run(() => tensorflow.tf.memory());
    expect({ numTensors, numDataBuffers, numBytes }).toMatchObject({
      numTensors: before.numTensors,
      numDataBuffers: before.numDataBuffers,
      numBytes: before.numBytes,
    });
  });
});

describe("a dense stack on the default engine", () => {
  const large = denseStack(512, [96, 64, 32]);

  it("has the same bits for 1, 2 and 4 threads", async () => {
    const [first, ...others] = await Promise.all(
      [1, 2, 4].map(async (threads) => {
        const engine = await openEngine({ threads });
        expect(engine.runtime.threads).toBe(threads);
        return lossAndGradients(await engine.tensorflow(), large);
      }),
    );
    for (const other of others) expect(other).toEqual(first);
  });

  it("is close to what the cpu backend makes of it", async () => {
    const tensorflow = await open({ threads: 1 });
    const stack = denseStack(200, [96, 64, 32]);
    const [ours, theirs] = [tensorflow, cpuOf(tensorflow)].map((on: TensorFlow) =>
      lossAndGradients(on, stack),
    );
    ours?.gradients.forEach((gradient, i) => {
      expectAllClose(gradient, theirs?.gradients[i] as Numbers, { ofLargest: 2e-6 });
    });
  });

  it("works in arrays that it has used before, whatever the number of rows", async () => {
    const tensorflow = await open({ threads: 1 });
    const backend = tensorflow.tf.findBackend(tensorflow.backend) as never as {
      pool: { held: number };
    };
    const stacks = [0, 1, 2, 3, 4, 5, 6].map((i) => denseStack(300 - 3 * i, [96, 64, 32]));
    for (const stack of stacks) lossAndGradients(tensorflow, stack);
    const { held } = backend.pool;
    expect(held).toBeGreaterThan(0);
    for (let step = 0; step < 21; step++) {
      lossAndGradients(tensorflow, stacks[step % 7] as (typeof stacks)[0]);
    }
    expect(backend.pool.held).toBe(held);
  });
});
