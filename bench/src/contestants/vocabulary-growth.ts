import { createGenerator } from "@towerkit/core";
import { adagrad, retrieval } from "towerkit";
import { serve, timedRuns } from "../contest/serve.js";
import { idsAsInputs, numberedTower } from "../step/numbered-tower.js";
import { createTrainStep } from "../step/train-step.js";
import { exactRuntime } from "./runtime.js";

interface VocabularySetup {
  readonly [setting: string]: unknown;
  /** Rows of the query tower's table. */
  readonly vocabulary: number;
  /** Rows of the candidate tower's table, and how many different ids the query tower ever sees. */
  readonly others: number;
  readonly batchSize: number;
  readonly dim: number;
  readonly threads: number;
}

/** Our training step on one large table: the same ids in every size, spread over all of its rows. */
await serve<VocabularySetup>({
  async prepare({ vocabulary, others, batchSize, dim, threads }) {
    const runtime = await exactRuntime({ threads });
    const generator = createGenerator(42, "bench vocabulary");
    const drawn = () => Int32Array.from({ length: 8 * batchSize }, () => generator.below(others));
    const stride = Math.floor(vocabulary / others);
    const step = createTrainStep({
      queries: {
        tower: numberedTower({ name: "query", ids: vocabulary, dim }),
        inputs: idsAsInputs(drawn().map((id) => id * stride)),
      },
      candidates: {
        tower: numberedTower({ name: "candidate", ids: others, dim }),
        inputs: idsAsInputs(drawn()),
      },
      task: retrieval({ samplingCorrection: false }),
      optimizer: adagrad(0.1),
      runtime,
    });
    let next = 0;
    return {
      ready: { threads: runtime.threads, simd: runtime.simd },
      close: () => runtime.close(),
      run: (n) => ({
        milliseconds: timedRuns(n, () => {
          const first = (next++ % 8) * batchSize;
          step(first, first + batchSize);
        }),
      }),
    };
  },
});
