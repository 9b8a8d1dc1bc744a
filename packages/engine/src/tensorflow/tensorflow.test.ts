import type { KernelBackend } from "@tensorflow/tfjs-core";
import { ConfigError } from "@towerkit/core";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { cpuOf, open, openEngine } from "../../test/engines.js";
import { createEngine, type TensorFlow, useTowerkitBackend } from "../index.js";
import { currentBackend, makeCurrent } from "./current-backend.js";

let tensorflow: TensorFlow;
let tf: TensorFlow["tf"];

beforeAll(async () => {
  tensorflow = await open({ threads: 1 });
  tf = tensorflow.tf;
  cpuOf(tensorflow);
});

afterEach(() => {
  makeCurrent(tf, {
    backendName: undefined,
    backendInstance: undefined,
    pendingBackendInit: undefined,
    profiler: undefined,
  });
});

/** The name of the current backend, without choosing one. */
const current = () => currentBackend(tf).backendName;

describe("run", () => {
  it("makes the engine's backend current, and gives the caller's back", async () => {
    await tf.setBackend("cpu");
    const own = currentBackend(tf);
    expect(tensorflow.run(() => current())).toBe("towerkit");
    expect(currentBackend(tf)).toEqual(own);
  });

  it("gives the caller's backend back when the function throws", async () => {
    await tf.setBackend("cpu");
    const failing = () =>
      tensorflow.run(() => {
        throw new Error("mine");
      });
    expect(failing).toThrow("mine");
    expect(current()).toBe("cpu");
  });

  it("leaves the choice open where none was made", () => {
    expect(tensorflow.run(() => 7)).toBe(7);
    expect(current()).toBeUndefined();
  });

  it("does not disturb a backend that is still loading", async () => {
    let finish: (backend: KernelBackend) => void = () => {};
    tf.registerBackend("slow", () => new Promise((resolve) => (finish = resolve)));
    const loaded = tf.setBackend("slow");
    expect(tensorflow.run(() => [...tf.add([1], [2]).dataSync()])).toEqual([3]);
    finish(tf.findBackendFactory("cpu")() as KernelBackend);
    expect(await loaded).toBe(true);
    expect(current()).toBe("slow");
    tf.removeBackend("slow");
  });

  it("refuses a function that goes on after it has returned", async () => {
    expect(() => tensorflow.run(async () => 1)).toThrow(ConfigError);
    expect(() => tensorflow.run(async () => 1)).toThrow(/call use\(\) before/);
    expect(current()).toBeUndefined();
  });

  it("can be profiled", async () => {
    const { kernelNames } = await tf.profile(() => tensorflow.run(() => tf.relu([1, -1])));
    expect(kernelNames).toEqual(["Relu"]);
  });

  it("takes tensors from the caller's backend and leaves them usable there", async () => {
    await tf.setBackend("cpu");
    const x = tf.tensor1d([1, 2]);
    const y = tensorflow.run(() => tf.mul(x, 2));
    expect([...y.dataSync()]).toEqual([2, 4]);
    expect([...tf.add(x, y).dataSync()]).toEqual([3, 6]);
    tf.dispose([x, y]);
  });

  it("gives values that stay as they are when their tensor is gone", () => {
    tensorflow.run(() => {
      const x = tf.fill([5000], 3);
      const y = tf.square(x);
      const values = y.dataSync();
      y.dispose();
      const other = tf.neg(x);
      expect([values[0], values[4999], values.length]).toEqual([9, 9, 5000]);
      expect(values.buffer.byteLength).toBe(20_000);
      tf.dispose([x, other]);
    });
  });

  it("keeps parts of tensors whose whole is gone", () => {
    tensorflow.run(() => {
      const whole = tf.square(tf.range(0, 6000));
      const part = tf.slice(whole, [2000], [2000]);
      const strided = tf.stridedSlice(whole, [4000], [6000], [1]);
      whole.dispose();
      const others = [1, 2, 3].map(() => tf.zerosLike(tf.neg(tf.range(0, 6000))));
      expect(part.dataSync()[0]).toBe(4_000_000);
      expect(strided.dataSync()[0]).toBe(16_000_000);
      tf.dispose([part, strided, ...others]);
    });
  });
});

describe("two engines in one process", () => {
  it("share a backend, and each works on its own runtime, nested or not", async () => {
    const [first, second] = [await openEngine({ threads: 1 }), await openEngine({ threads: 1 })];
    const [a, b] = [await first.tensorflow(), await second.tensorflow()];
    expect(a.backend).toBe(b.backend);
    const used = [first, second].map(({ runtime }) => vi.spyOn(runtime, "matrixProduct"));
    const product = () => tf.dispose(tf.matMul([[1, 2]], [[3], [4]]));
    a.run(() => {
      product();
      b.run(product);
      product();
    });
    expect(used.map(({ mock }) => mock.calls.length)).toEqual([2, 1]);
  });

  it("do without each other", async () => {
    const closed = await createEngine({ threads: 1 });
    const { run } = await closed.tensorflow();
    await closed.close();
    expect(() => run(() => tf.matMul([[1]], [[2]]))).toThrow(/runtime is closed/);
    expect(tensorflow.run(() => [...tf.matMul([[1]], [[2]]).dataSync()])).toEqual([2]);
    await expect(closed.tensorflow()).rejects.toThrow(/engine is closed/);
  });
});

describe("useTowerkitBackend", () => {
  it("makes the backend current for all that follows, until the engine is closed", async () => {
    await tf.setBackend("cpu");
    const engine = await useTowerkitBackend({ threads: 1 });
    const product = vi.spyOn(engine.runtime, "matrixProduct");
    expect(tf.getBackend()).toBe("towerkit");
    expect([...(await tf.matMul([[1, 2]], [[3], [4]]).data())]).toEqual([11]);
    expect(product).toHaveBeenCalledOnce();
    await engine.close();
    expect(current()).toBe("cpu");
  });

  it("does not take back a backend that was chosen since", async () => {
    const engine = await useTowerkitBackend({ threads: 1 });
    await tf.setBackend("cpu");
    await engine.close();
    expect(current()).toBe("cpu");
  });

  it("serves the engine that was used last, and then the one before", async () => {
    const [first, second] = [
      await useTowerkitBackend({ threads: 1 }),
      await useTowerkitBackend({ threads: 1 }),
    ];
    const used = [first, second].map(({ runtime }) => vi.spyOn(runtime, "matrixProduct"));
    tf.matMul([[1]], [[2]]);
    await second.close();
    tf.matMul([[1]], [[2]]);
    await first.close();
    expect(used.map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
    expect(current()).toBeUndefined();
  });
});

describe("the towerkit backend", () => {
  it("is never chosen over a backend that the user has", async () => {
    await tf.ready();
    expect(tf.getBackend()).toBe("cpu");
  });

  it("says what to do where it is current and no engine uses it", async () => {
    await tf.setBackend("towerkit");
    expect(() => tf.matMul([[1]], [[2]])).toThrow(ConfigError);
    expect(() => tf.matMul([[1]], [[2]])).toThrow(/call useTowerkitBackend\(\)/);
  });

  it("has all kernels of the cpu backend", () => {
    const names = (backend: string) =>
      tf.getKernelsForBackend(backend).map(({ kernelName }) => kernelName);
    expect(names("towerkit")).toEqual(names("cpu"));
  });
});
