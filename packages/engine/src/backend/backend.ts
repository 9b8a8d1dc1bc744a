import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { ConfigError } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import { ArrayPool } from "./pool.js";

/** TensorFlow.js's own cpu backend with what our kernels need beside it. */
export interface TowerkitBackend extends MathBackendCPU {
  /** Of the engine that uses the backend now, if one does. */
  runtime: Runtime | undefined;
  /** Where our kernels have the arrays of their results from. */
  readonly pool: ArrayPool;
}

/**
 * Makes a backend of a copy of TensorFlow.js's cpu backend, which keeps the tensors and runs what we have
 * no kernel for.
 * @param cpu - an instance of that backend, to learn its class from.
 */
export function makeBackend(cpu: MathBackendCPU): TowerkitBackend {
  const Cpu = cpu.constructor as new () => MathBackendCPU;

  class Backend extends Cpu implements TowerkitBackend {
    runtime: Runtime | undefined;
    readonly pool = new ArrayPool();

    /** A copy where the array will be used again. */
    override readSync(dataId: object) {
      const values = super.readSync(dataId);
      return values instanceof Float32Array && this.pool.owns(values) ? values.slice() : values;
    }

    override disposeData(dataId: object, force?: boolean): boolean {
      const values = this.data.has(dataId) ? this.data.get(dataId).values : undefined;
      const isGone = super.disposeData(dataId, force);
      if (isGone && values instanceof Float32Array) this.pool.giveBack(values);
      return isGone;
    }
  }

  const backend = new Backend();
  // All that is left of its first use is a banner that advises to install tfjs-node.
  Reflect.set(backend, "firstUse", false);
  return backend;
}

/** @throws ConfigError where no engine uses the backend. */
export function runtimeOf({ runtime }: TowerkitBackend): Runtime {
  if (runtime === undefined) {
    throw new ConfigError(
      "the towerkit backend is current, but no engine uses it: call useTowerkitBackend(), or work inside the engine's run().",
    );
  }
  return runtime;
}
