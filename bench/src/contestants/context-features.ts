import { adagrad, retrieval } from "towerkit";
import { serve } from "../contest/serve.js";
import { contextTowers } from "../step/context-towers.js";
import type { StepSetup } from "../step/settings.js";
import { createTrainStep } from "../step/train-step.js";
import { wholeBatches } from "../step/whole-batches.js";
import { exactRuntime } from "./runtime.js";

/** Our training step of the towers of `context-features`. */
await serve<StepSetup & { readonly fast: boolean }>({
  async prepare(setup) {
    const { batchSize, dim, threads, fast, learningRate } = setup;
    const runtime = await exactRuntime({ threads, fast });
    const { query, candidate, queries, candidates } = await contextTowers(dim);
    const step = createTrainStep({
      queries: { tower: query, inputs: queries },
      candidates: { tower: candidate, inputs: candidates },
      task: retrieval({ samplingCorrection: false }),
      optimizer: adagrad(learningRate, setup),
      runtime,
    });
    return {
      ready: { threads: runtime.threads, simd: runtime.simd },
      close: () => runtime.close(),
      run: wholeBatches(step, { rows: queries.rows, batchSize }),
    };
  },
});
