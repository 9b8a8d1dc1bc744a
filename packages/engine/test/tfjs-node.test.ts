import { expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { engineInfo } from "../src/index.js";
import { currentBackend } from "../src/tensorflow/current-backend.js";
import { loadCore } from "../src/tensorflow/load.js";
import { denseStack, lossAndGradients } from "./dense-stack.js";
import { open, openEngine } from "./engines.js";

const aside = process.env["TOWERKIT_TFJS_NODE"];

describe.skipIf(!aside)("the engine tfjs-node", () => {
  it("leaves the caller's backend the current one, when it loads and when it runs", async () => {
    const tf = await loadCore();
    await open({ threads: 1 });
    await tf.setBackend("cpu");
    const before = currentBackend(tf);
    const engine = await openEngine({ engine: "tfjs-node", threads: 1 });
    expect(currentBackend(tf)).toEqual(before);
    const { backend, run, use } = await engine.tensorflow();
    expect(backend).toBe("tensorflow");
    expect(run(() => tf.getBackend())).toBe("tensorflow");
    expect(currentBackend(tf)).toEqual(before);
    use();
    expect(tf.getBackend()).toBe("tensorflow");
    await engine.close();
    expect(currentBackend(tf)).toEqual(before);
  });

  it("says that it was asked for, and what of its bits is promised", async () => {
    const engine = await openEngine({ engine: "tfjs-node", threads: 1 });
    const { name, reason, bits } = await engineInfo(engine);
    expect(name).toBe("tfjs-node");
    expect(reason).toContain("@tensorflow/tfjs-node was asked for and is loaded");
    expect(bits).toContain("within tolerances");
  });

  it("agrees with the default engine within 1e-5", async () => {
    const stack = denseStack(300, [96, 64, 32]);
    const native = lossAndGradients(await open({ engine: "tfjs-node", threads: 1 }), stack);
    const ours = lossAndGradients(await open({ threads: 1 }), stack);
    expectAllClose([native.loss], [ours.loss], { relative: 1e-5 });
    native.gradients.forEach((gradient, i) => {
      expectAllClose(gradient, ours.gradients[i] ?? [], { ofLargest: 1e-5 });
    });
  });
});
