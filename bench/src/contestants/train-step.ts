import { adagrad, retrieval } from "towerkit";
import { serve } from "../contest/serve.js";
import { idsAsInputs, numberedTower } from "../step/numbered-tower.js";
import { readPrepared } from "../step/prepared.js";
import type { StepSetup } from "../step/settings.js";
import { createTrainStep } from "../step/train-step.js";
import { wholeBatches } from "../step/whole-batches.js";
import { exactRuntime } from "./runtime.js";

/** Our training step over the prepared rows, whole batches in their order, over and over. */
await serve<StepSetup & { readonly fast: boolean }>({
  async prepare(setup) {
    const { folder, batchSize, dim, threads, fast, learningRate } = setup;
    const runtime = await exactRuntime({ threads, fast });
    const { users, items, queries, candidates } = await readPrepared(folder);
    const towerOf = (name: "query" | "candidate", initial: Float32Array) =>
      numberedTower({ name, ids: initial.length / dim, dim, initial });
    const step = createTrainStep({
      queries: { tower: towerOf("query", queries), inputs: idsAsInputs(users) },
      candidates: { tower: towerOf("candidate", candidates), inputs: idsAsInputs(items) },
      task: retrieval({ samplingCorrection: false }),
      optimizer: adagrad(learningRate, setup),
      runtime,
    });
    return {
      ready: { threads: runtime.threads, simd: runtime.simd },
      close: () => runtime.close(),
      run: wholeBatches(step, { rows: users.length, batchSize }),
    };
  },
});
