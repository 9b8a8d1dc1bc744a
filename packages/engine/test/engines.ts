import { createRequire } from "node:module";
import { join } from "node:path";
import { afterAll, describe } from "vitest";
import { createEngine, type Engine, type EngineOptions, type TensorFlow } from "../src/index.js";
import { EngineTensorFlow } from "../src/tensorflow/tensorflow.js";

const aside = process.env["TOWERKIT_TFJS_NODE"];

/** Describes what holds on the default engine, and on tfjs-node where that is built. */
export function describeOnEngines(
  name: string,
  tests: (open: () => Promise<TensorFlow>) => void,
): void {
  describe(`${name}, on the default engine`, () => tests(() => open({ threads: 1 })));
  describe.skipIf(!aside)(`${name}, on tfjs-node`, () =>
    tests(() => open({ threads: 1, engine: "tfjs-node" })),
  );
}

const opened: Engine[] = [];

/** TensorFlow.js on an engine that is closed after the tests. */
export async function open(options: EngineOptions = {}): Promise<TensorFlow> {
  const engine = await openEngine(options);
  return await engine.tensorflow();
}

/** An engine that is closed after the tests. */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  if (options.engine === "tfjs-node") shareCore();
  const engine = await createEngine(options);
  opened.push(engine);
  return engine;
}

afterAll(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

/** TensorFlow.js's own cpu backend, to compare with. */
export function cpuOf({ tf }: TensorFlow): TensorFlow {
  const cpu = new EngineTensorFlow({ tf, name: "cpu" });
  // Its banner is none of ours.
  Reflect.set(tf.findBackend("cpu"), "firstUse", false);
  return cpu;
}

/**
 * tfjs-node lies in a folder with TensorFlow.js packages of its own. The repository's stand in for them,
 * as in an ordinary installation, where there is one copy.
 */
export function shareCore(): void {
  const ours = createRequire(import.meta.url);
  const theirs = createRequire(join(aside as string, "package.json"));
  for (const name of ["@tensorflow/tfjs-core", "@tensorflow/tfjs-backend-cpu"]) {
    ours(name);
    ours.cache[theirs.resolve(name)] = ours.cache[ours.resolve(name)];
  }
}
