// Run by tests in a process of its own, with the name of an engine: all that an engine offers without
// TensorFlow.js, and where the second argument is "tensorflow", an operation of that.
import { createEngine, type Engine, type EngineName, engineInfo } from "../src/index.js";

async function use(name: EngineName) {
  const engine = await createEngine({ engine: name, threads: 2 });
  const out = new Float32Array(1);
  const queries = Float32Array.of(2);
  engine.runtime.scores({ queries, candidates: Float32Array.of(3), dim: 1, out });
  const sum = process.argv[3] === "tensorflow" ? await add(engine) : undefined;
  const infos = [await engineInfo(), await engineInfo(engine)];
  await engine.close();
  return { score: out[0], sum, infos };
}

async function add(engine: Engine) {
  const { tf, run } = await engine.tensorflow();
  return run(() => [...tf.add(tf.tensor1d([1, 2]), tf.tensor1d([3, 4])).dataSync()]);
}

const result = await use(process.argv[2] as EngineName).catch((error: Error) => ({
  error: error.name,
  message: error.message,
}));
process.stdout.write(JSON.stringify(result));
