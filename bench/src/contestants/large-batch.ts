import { resourceUsage } from "node:process";
import { tableFromColumns } from "@towerkit/core";
import { adagrad, retrieval, stringLookup, TwoTower, tower } from "towerkit";
import { serve } from "../contest/serve.js";
import { exactRuntime } from "./runtime.js";

interface LargeBatchSetup {
  readonly [setting: string]: unknown;
  readonly batchSize: number;
  readonly dim: number;
  readonly threads: number;
}

const MEGABYTE = 1e6;

/** `fit` on one batch of users and items that are all distinct: the worst that in-batch softmax meets. */
await serve<LargeBatchSetup>({
  async prepare({ batchSize, dim, threads }) {
    const runtime = await exactRuntime({ threads });
    const ids = (name: string) => Array.from({ length: batchSize }, (_, i) => `${name} ${i}`);
    const items = ids("item");
    const train = tableFromColumns({ user_id: ids("user"), item_id: items });
    const candidates = tableFromColumns({ item_id: items });
    const model = new TwoTower({
      query: tower({ user_id: stringLookup().embedding(dim) }),
      candidate: tower({ item_id: stringLookup().embedding(dim) }),
      task: retrieval(),
      itemKey: "item_id",
    });
    globalThis.gc?.();
    const before = process.memoryUsage.rss() / MEGABYTE;
    // Two tables with a row for unknown ids each, and Adagrad's accumulators beside them.
    const tables = (2 * 2 * (batchSize + 1) * dim * 4) / MEGABYTE;
    return {
      ready: { threads: runtime.threads, simd: runtime.simd },
      close: () => runtime.close(),
      async run(n) {
        const { epochs } = await model.fit(train, {
          candidates,
          optimizer: adagrad(0.1),
          batchSize,
          epochs: n,
          runtime,
        });
        const peak = resourceUsage().maxRSS / 1000;
        return {
          milliseconds: epochs.map(({ seconds }) => seconds * 1000),
          values: { megabytesAbove: [peak - before - tables] },
        };
      },
    };
  },
});
