import { expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { engineInfo } from "../src/index.js";
import { currentBackend } from "../src/tensorflow/current-backend.js";
import { loadCore } from "../src/tensorflow/load.js";
import { recordKernels } from "../src/testing/index.js";
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

  it.each([undefined, "left", "right"] as const)(
    "multiplies for towers' layers on the native library, transposed: %s",
    async (transposed) => {
      const [rows, inner, columns] = [300, 64, 128];
      const wave = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(i * 0.7));
      const input = {
        left: wave(rows * inner),
        right: wave(inner * columns),
        ...{ rows, inner, columns },
        ...(transposed && { transposed }),
      };
      const native = await openEngine({ engine: "tfjs-node", threads: 1 });
      const ours = await openEngine({ threads: 1 });
      const product = ({ runtime }: typeof ours) => {
        const out = new Float32Array(rows * columns);
        runtime.matrixProduct({ ...input, out });
        return out;
      };
      const tensorflow = await native.tensorflow();
      expect(tensorflow.backend).toBe("tensorflow");
      const { result, counts } = recordKernels(tensorflow, () => product(native));
      expect(counts.get("BatchMatMul")).toBe(1);
      expectAllClose(result, product(ours), { ofLargest: 1e-5 });
    },
  );

  it("leaves small products to the kernels, and tells what is wrong as they do", async () => {
    const { runtime } = await openEngine({ engine: "tfjs-node", threads: 1 });
    const out = new Float32Array(1);
    const small = {
      left: Float32Array.of(1, 2),
      right: Float32Array.of(3, 4),
      rows: 1,
      columns: 1,
    };
    runtime.matrixProduct({ ...small, inner: 2, out });
    expect(out[0]).toBe(11);
    expect(() => runtime.matrixProduct({ ...small, inner: 2 ** 21, out })).toThrow(/left/);
    expect(runtime.threads).toBe(1);
  });

  it("multiplies no more once it is closed, however large the product", async () => {
    const engine = await openEngine({ engine: "tfjs-node", threads: 1 });
    const [rows, inner, columns] = [128, 128, 128];
    const factor = new Float32Array(rows * inner);
    const product = () =>
      engine.runtime.matrixProduct({
        left: factor,
        right: factor,
        ...{ rows, inner, columns },
        out: new Float32Array(rows * columns),
      });
    product();
    await engine.close();
    expect(product).toThrow(/runtime is closed/);
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
