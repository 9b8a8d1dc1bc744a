import { createHash } from "node:crypto";
import { expectAllClose } from "@towerkit/test-utils";
import { expect, it } from "vitest";
import type { TensorFlow } from "../src/index.js";
import { cpuOf, describeOnEngines, open } from "./engines.js";
import { operationBits } from "./operation-bits.js";
import { operationsOf } from "./operations.js";
import { resultsOn } from "./results.js";

const NAMES = Object.keys(operationsOf((await open({ threads: 1 })).tf));

/** An operation and its gradient, at one point. */
function valueAndGradient(tensorflow: TensorFlow, name: string) {
  return resultsOn(tensorflow, (tf) => {
    const operation = operationsOf(tf)[name] as ReturnType<typeof operationsOf>[string];
    const x = tf.tensor2d([0.5, -1, 2, 0.25, -0.75, 1], [3, 2]);
    const gradient = tf.grad((given) => tf.sum(tf.square(operation(given))))(x);
    return [operation(x), gradient];
  });
}

it("operations have the bits on the default engine that they have in every version of Node", async () => {
  const bits = Float32Array.from(operationBits(await open({ threads: 1 })));
  expect(bits.every((value) => Number.isFinite(value))).toBe(true);
  expect(createHash("sha256").update(bits).digest("hex").slice(0, 16)).toBe("ac7da8c49e3bdda5");
});

describeOnEngines("operations and their gradients", (engine) => {
  it.each(NAMES)("%s is what the cpu backend makes of it, within 2e-6", async (name) => {
    const tensorflow = await engine();
    const ours = valueAndGradient(tensorflow, name);
    const theirs = valueAndGradient(cpuOf(tensorflow), name);
    expect(ours.map(({ shape }) => shape)).toEqual(theirs.map(({ shape }) => shape));
    theirs.forEach(({ values }, i) => {
      expectAllClose(ours[i]?.values ?? [], values, { ofLargest: 2e-6 });
    });
  });
});
