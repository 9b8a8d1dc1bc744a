import { checkOneOf } from "@towerkit/core";
import {
  createRuntime,
  defaultRuntime,
  type Runtime,
  type RuntimeOptions,
} from "@towerkit/kernels";
import { loadTfjsNode } from "#platform";

/**
 * `"default"` runs in Node, browsers and edge runtimes alike, with nothing to install. `"tfjs-node"` is
 * TensorFlow's native library through `@tensorflow/tfjs-node`, in Node and where one has installed it.
 */
export type EngineName = "default" | "tfjs-node";

const ENGINE_NAMES: readonly EngineName[] = ["default", "tfjs-node"];

/** What an engine is, for logs and reports. */
export interface EngineInfo {
  readonly name: EngineName;
  /** Why it is this one, and what was asked for and cannot be had, in a sentence. */
  readonly reason: string;
  /** How many threads the kernels really use. */
  readonly threads: number;
  /** Which SIMD instructions the kernels run on; `"none"` means plain TypeScript. */
  readonly simd: Runtime["simd"];
}

/** What towers and tasks run on. Close it when it is no longer needed. */
export interface Engine {
  readonly name: EngineName;
  /** The kernels: embeddings, in-batch softmax, ranking and indexes run on them under either engine. */
  readonly runtime: Runtime;
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
 * TensorFlow.js is loaded for `engine: "tfjs-node"` only.
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
  if (name === "tfjs-node") await loadTfjsNode();
  const runtime = await createRuntime(runtimeOptions);
  return {
    name,
    runtime,
    info: () => describe(name, runtime, runtimeOptions),
    close: () => runtime.close(),
  };
}

/** Says what an engine is; without one, what functions use that are given none. */
export async function engineInfo(engine?: Engine): Promise<EngineInfo> {
  return engine === undefined ? describe("default", await defaultRuntime(), {}) : engine.info();
}

function describe(name: EngineName, runtime: Runtime, asked: RuntimeOptions): EngineInfo {
  const { threads, simd } = runtime;
  const sentence = [
    name === "default"
      ? "the default engine, as no other was asked for"
      : "@tensorflow/tfjs-node was asked for and is loaded",
    simd === "none" ? "the kernels are plain TypeScript" : `the kernels use ${simd}`,
    ...missedThreads(runtime, asked),
    ...missedSpeed(runtime, asked),
  ];
  return { name, reason: `${sentence.join("; ")}.`, threads, simd };
}

function missedThreads(runtime: Runtime, asked: RuntimeOptions): string[] {
  if (asked.threads === undefined || asked.threads === runtime.threads) return [];
  return [`${asked.threads} threads were allowed, but these kernels use ${runtime.threads}`];
}

function missedSpeed(runtime: Runtime, asked: RuntimeOptions): string[] {
  if (!asked.fast || runtime.simd === "relaxed") return [];
  return ["fast was allowed, but these kernels have no faster arithmetic"];
}
