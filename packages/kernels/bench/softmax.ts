import { compareRuntimes, type NamedRuntime } from "./runtimes.js";
import { catalogueInput, type SoftmaxOptions, softmaxInput } from "./shapes.js";

const b8192 = { batch: 8192, queries: 900, candidates: 1180, dim: 32 };
const b2048 = { batch: 2048, queries: 620, candidates: 850, dim: 32 };

const options: [name: string, options: SoftmaxOptions][] = [
  ["", {}],
  [", accidental hits", { hits: true }],
  [", 100 forbidden items a query", { forbidden: 100 }],
  [", 10 hard negatives", { hardNegatives: 10 }],
  [", 100 hard negatives", { hardNegatives: 100 }],
  [", all of it", { hits: true, forbidden: 100, hardNegatives: 100 }],
];

/** Milliseconds of the softmaxes on the shapes of MovieLens steps. */
export async function benchSoftmax(runtimes: readonly NamedRuntime[]): Promise<void> {
  for (const shape of [b8192, b2048]) {
    const { batch, queries, candidates, dim } = shape;
    process.stdout.write(`softmax, B ${batch}: ${queries} × ${candidates} × ${dim}\n`);
    for (const [name, option] of options) {
      const input = softmaxInput(shape, option);
      await compareRuntimes(`  in batch${name}`, runtimes, (runtime) =>
        runtime.inBatchSoftmax(input),
      );
    }
  }
  const catalogue = catalogueInput({ ...b2048, candidates: 3883 });
  await compareRuntimes("  whole catalogue, 620 × 3883 × 32", runtimes, (runtime) =>
    runtime.catalogueSoftmax(catalogue),
  );
}
