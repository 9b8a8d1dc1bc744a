/**
 * `npm run bench`: TensorFlow.js on our kernels, beside its own backends and the kernel itself.
 * `npm run bench -- THREADS` uses so many threads; the default is one.
 */
import { createEngine } from "../src/index.js";
import { EngineTensorFlow } from "../src/tensorflow/tensorflow.js";
import { benchDenseStep } from "./dense-step.js";
import { benchMatrixProducts } from "./matrix-products.js";
import { benchOperations } from "./operations.js";

const engine = await createEngine({ threads: Number(process.argv[2] ?? 1) });
const tensorflow = await engine.tensorflow();
const { tf } = tensorflow;
tf.enableProdMode();
const cpu = new EngineTensorFlow({ tf, name: "cpu" });
const wasm = await wasmBackend();

process.stdout.write(`${engine.info().reason} Threads: ${engine.info().threads}.\n\n`);
benchMatrixProducts(engine.runtime, [tensorflow, cpu, ...wasm]);
process.stdout.write("\n");
benchDenseStep([tensorflow, cpu, ...wasm]);
process.stdout.write("\n");
benchOperations([tensorflow, cpu]);
await engine.close();

/** TensorFlow.js's own WebAssembly backend, where somebody has installed it. */
async function wasmBackend(): Promise<EngineTensorFlow[]> {
  const specifier = "@tensorflow/tfjs-backend-wasm";
  const isThere = await import(specifier).then(
    () => true,
    () => false,
  );
  if (!isThere) return [];
  await tf.setBackend("wasm");
  return [new EngineTensorFlow({ tf, name: "wasm" })];
}
