import { ConfigError, checkOneOf } from "@towerkit/core";
import {
  createRuntime,
  defaultRuntime,
  type Runtime,
  type RuntimeOptions,
} from "@towerkit/kernels";
import { describeEngine, type EngineInfo } from "./engine-info.js";
import { withNativeProducts } from "./tensorflow/native-products.js";
import { openDefault, openTfjsNode } from "./tensorflow/open.js";
import type { EngineTensorFlow, TensorFlow } from "./tensorflow/tensorflow.js";

/**
 * `"default"` runs in Node, browsers and edge runtimes alike, with nothing to install. `"tfjs-node"` is
 * TensorFlow's native library through `@tensorflow/tfjs-node`, in Node and where one has installed it.
 */
export type EngineName = "default" | "tfjs-node";

const ENGINE_NAMES: readonly EngineName[] = ["default", "tfjs-node"];

/** What towers and tasks run on. Close it when it is no longer needed. */
export interface Engine {
  readonly name: EngineName;
  /**
   * The kernels: embeddings, in-batch softmax, ranking and indexes run on them under either engine.
   * With `"tfjs-node"` the matrix products of towers' layers run on TensorFlow's native library.
   */
  readonly runtime: Runtime;
  /**
   * TensorFlow.js on this engine, for dense layers and automatic differentiation. The default engine
   * loads it at the first call, so whoever needs no dense layers never does.
   * @throws EngineError if `@tensorflow/tfjs-core` or `@tensorflow/tfjs-backend-cpu` is missing.
   * @throws ConfigError once the engine is closed.
   */
  tensorflow(): Promise<TensorFlow>;
  info(): EngineInfo;
  /** Closes the runtime. Doing so twice is harmless. */
  close(): Promise<void>;
}

/** Which engine, and what its kernels may do. */
export interface EngineOptions extends RuntimeOptions {
  /** Default `"default"`. Never chosen for you. */
  readonly engine?: EngineName;
}

/**
 * Readies an engine.
 *
 * TensorFlow.js is loaded for `engine: "tfjs-node"`, and otherwise when `tensorflow()` is called.
 *
 * @throws ConfigError for an unknown engine, or `threads` and `fast` that no runtime takes.
 * @throws EngineError if `@tensorflow/tfjs-node` is asked for and is missing, broken, or not for this
 * platform.
 * @example
 * const engine = await createEngine();
 * console.log(engine.info());
 * await engine.close();
 */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const { engine: name = "default", ...runtimeOptions } = options;
  checkOneOf("engine", name, ENGINE_NAMES);
  const native = name === "tfjs-node" ? await openTfjsNode() : undefined;
  const runtime = await createRuntime(runtimeOptions);
  return new OpenEngine({
    name,
    runtime: native === undefined ? runtime : withNativeProducts(runtime, native),
    asked: runtimeOptions,
    native,
  });
}

/** Says what an engine is; without one, what functions use that are given none. */
export async function engineInfo(engine?: Engine): Promise<EngineInfo> {
  return engine?.info() ?? describeEngine("default", await defaultRuntime(), {});
}

class OpenEngine implements Engine {
  readonly name: EngineName;
  readonly runtime: Runtime;
  readonly #asked: RuntimeOptions;
  #tensorflow: Promise<EngineTensorFlow> | undefined;
  #isClosed = false;

  constructor(parts: {
    name: EngineName;
    runtime: Runtime;
    asked: RuntimeOptions;
    native: EngineTensorFlow | undefined;
  }) {
    this.name = parts.name;
    this.runtime = parts.runtime;
    this.#asked = parts.asked;
    this.#tensorflow = parts.native && Promise.resolve(parts.native);
  }

  async tensorflow(): Promise<TensorFlow> {
    if (this.#isClosed) {
      throw new ConfigError("this engine is closed; make a new one with createEngine().");
    }
    this.#tensorflow ??= openDefault(this.runtime);
    return await this.#tensorflow;
  }

  info(): EngineInfo {
    return describeEngine(this.name, this.runtime, this.#asked);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    // Where TensorFlow.js did not load, there is nothing of it to close.
    const tensorflow = await this.#tensorflow?.catch(() => undefined);
    tensorflow?.close();
    await this.runtime.close();
  }
}
