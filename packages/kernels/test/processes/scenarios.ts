// One program for all tests that need a process of their own: `node scenarios.js NAME`. It prints one
// line of JSON.
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { softmaxInput } from "../../bench/shapes.js";
import { createRuntime, type Runtime } from "../../src/index.js";
import { makeMachine } from "../../src/machine/machine.js";
import { LocalRuntime } from "../../src/runtime/local-runtime.js";

const print = (result: unknown) => process.stdout.write(`${JSON.stringify(result)}\n`);

/** A runtime that starts its threads at the first job. */
async function eagerRuntime(): Promise<Runtime> {
  return new LocalRuntime({ machine: await makeMachine({ threads: 3, leastOperations: 0 }) });
}

/** The sum of all scores of a job for several threads. */
function use(runtime: Runtime): number {
  const candidates = Float32Array.from({ length: 2_000 }, (_, i) => i % 7);
  const out = new Float32Array(2_000);
  runtime.scores({ queries: Float32Array.of(1), candidates, dim: 1, out });
  return out.reduce((sum, score) => sum + score, 0);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const scenarios: Record<string, () => Promise<void>> = {
  async "used and left open"() {
    const runtime = await eagerRuntime();
    print({ sum: use(runtime), threads: runtime.threads });
  },

  async "used for a while and left open"() {
    const runtime = await eagerRuntime();
    use(runtime);
    await pause(200);
    print({ sum: use(runtime), threads: runtime.threads });
  },

  async "exit while threads start"() {
    print({ sum: use(await eagerRuntime()) });
    process.exit(7);
  },

  async "exit while threads are idle"() {
    const runtime = await eagerRuntime();
    use(runtime);
    await pause(200);
    print({ sum: use(runtime) });
    process.exit(7);
  },

  async "an uncaught error"() {
    print({ sum: use(await eagerRuntime()) });
    throw new Error("on purpose");
  },

  async "closed at the very end"() {
    const runtime = await eagerRuntime();
    const sum = use(runtime);
    await runtime.close();
    print({ sum });
  },

  async "in a worker"() {
    const worker = new Worker(new URL(import.meta.url), { workerData: "used and posted" });
    worker.once("message", print);
  },

  async "used and posted"() {
    const runtime = await eagerRuntime();
    use(runtime);
    await pause(200);
    parentPort?.postMessage({ sum: use(runtime), threads: runtime.threads });
  },

  async "in a worker that is terminated while it works"() {
    const worker = new Worker(new URL(import.meta.url), { workerData: "busy for ever" });
    await new Promise((resolve) => worker.once("message", resolve));
    await pause(100);
    print({ code: await worker.terminate() });
  },

  async "busy for ever"() {
    const runtime = await eagerRuntime();
    use(runtime);
    await pause(200);
    parentPort?.postMessage("working");
    for (;;) use(runtime);
  },

  async "where threads are forbidden"() {
    const runtime = await createRuntime({ threads: 3 });
    const sum = use(runtime);
    print({ sum, threads: runtime.threads, simd: runtime.simd });
  },

  async "allowed to be fast"() {
    const shape = { batch: 2048, queries: 300, candidates: 500, dim: 70 };
    const [exact, fast] = [softmaxInput(shape), softmaxInput(shape)];
    const runtimes = [
      await createRuntime({ threads: 2 }),
      await createRuntime({ threads: 2, fast: true }),
    ];
    const [exactLoss, fastLoss] = [exact, fast].map(
      (input, i) => runtimes[i].inBatchSoftmax(input).loss,
    );
    print({
      simd: runtimes.map(({ simd }) => simd),
      threads: runtimes.map(({ threads }) => threads),
      loss: Math.abs(fastLoss - exactLoss) / exactLoss,
      queryGradients: farthest(fast.queryGradients, exact.queryGradients),
      candidateGradients: farthest(fast.candidateGradients, exact.candidateGradients),
    });
  },
};

/** The greatest difference, as a part of the greatest value. */
function farthest(found: Float32Array, expected: Float32Array): number {
  let [difference, greatest] = [0, 0];
  for (const [i, value] of expected.entries()) {
    difference = Math.max(difference, Math.abs(found[i] - value));
    greatest = Math.max(greatest, Math.abs(value));
  }
  return difference / greatest;
}

const name = isMainThread ? process.argv[2] : workerData;
await scenarios[name]();
