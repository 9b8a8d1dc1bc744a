import { rankRows } from "towerkit";
import { serve } from "../contest/serve.js";
import { gather, groupRows } from "../ranks/group-rows.js";
import { readPrepared } from "../step/prepared.js";
import { exactRuntime } from "./runtime.js";

interface RanksSetup {
  readonly [setting: string]: unknown;
  readonly folder: string;
  readonly dim: number;
  readonly threads: number;
}

/** Our exact ranks of all test rows: each user scores the catalogue once, for all of their rows. */
await serve<RanksSetup>({
  async prepare({ folder, dim, threads }) {
    const runtime = await exactRuntime({ threads });
    const { users, items, queries, candidates } = await readPrepared(folder);
    const numUsers = queries.length / dim;
    const numCandidates = candidates.length / dim;

    const ranks = () => {
      const { offsets, order } = groupRows(users, numUsers);
      return rankRows({
        numQueries: numUsers,
        numCandidates,
        scoreBlock() {
          throw new Error("dot products are ranked without handing scores round");
        },
        vectors: {
          dim,
          candidates,
          embedBlock: async (first, count) => queries.subarray(first * dim, (first + count) * dim),
        },
        positiveOffsets: offsets,
        positives: gather(items, order),
        ties: "optimistic",
        runtime,
      });
    };
    return {
      ready: { threads: runtime.threads, simd: runtime.simd },
      close: () => runtime.close(),
      async run(n) {
        const milliseconds: number[] = [];
        const top_100: number[] = [];
        for (let i = 0; i < n; i++) {
          const started = performance.now();
          const all = await ranks();
          milliseconds.push(performance.now() - started);
          top_100.push(all.reduce((hits, rank) => hits + (rank < 100 ? 1 : 0), 0) / all.length);
        }
        return { milliseconds, values: { top_100 } };
      },
    };
  },
});
