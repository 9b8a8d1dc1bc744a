import { createGenerator } from "@towerkit/core";
import { type Contestants, compare } from "./compare.js";

const generator = createGenerator(42, "bench rows");
const floats = (length: number) =>
  Float32Array.from({ length }, () => Math.fround(generator.uniform() - 0.5));
const anyRows = (count: number, tableRows: number) =>
  Int32Array.from({ length: count }, () => generator.below(tableRows));
const distinctRows = (count: number, tableRows: number) =>
  generator.shuffle(Int32Array.from({ length: tableRows }, (_, row) => row)).slice(0, count);

/** Tables of MovieLens' size, of which a step touches much, and a large one, of which it touches little. */
const STEPS = [
  { rows: 1180, tableRows: 1664, dim: 32 },
  { rows: 3000, tableRows: 6040, dim: 64 },
  { rows: 1180, tableRows: 100_000, dim: 32 },
  { rows: 20_000, tableRows: 20_000, dim: 64 },
];

export function benchRowOptimizers(contestants: Contestants): void {
  for (const { rows: count, tableRows, dim } of STEPS) {
    const shape = `${count} of ${tableRows} rows × ${dim}`;
    const step = {
      table: floats(tableRows * dim),
      dim,
      rows: distinctRows(count, tableRows),
      gradients: floats(count * dim),
      learningRate: 1e-3,
      epsilon: 1e-7,
    };
    const accumulator = new Float32Array(tableRows * dim).fill(0.1);
    const [firstMoments, secondMoments] = [accumulator.slice().fill(0), accumulator.slice()];
    compare(`sgd: ${shape}`, contestants, (runtime) => runtime.sgdRows(step));
    compare(`adagrad: ${shape}`, contestants, (runtime) =>
      runtime.adagradRows({ ...step, accumulator }),
    );
    compare(`adam: ${shape}`, contestants, (runtime) =>
      runtime.adamRows({
        ...step,
        firstMoments,
        secondMoments,
        beta1: 0.9,
        beta2: 0.999,
        step: 100,
      }),
    );
    compare(`clippy adagrad: ${shape}`, contestants, (runtime) =>
      runtime.clippyAdagradRows({
        ...step,
        accumulator,
        variableRelativeThreshold: 0.1,
        accumulatorRelativeThreshold: 0,
        absoluteThreshold: 1e-7,
        accumulatorUpdate: "after",
      }),
    );
  }
}

export function benchEmbeddings(contestants: Contestants): void {
  for (const [count, tableRows, dim] of [
    [900, 943, 32],
    [1180, 100_000, 32],
    [8192, 1180, 32],
    [8192, 4000, 64],
  ]) {
    const shape = `${count} of ${tableRows} rows × ${dim}`;
    const table = floats(tableRows * dim);
    const values = floats(count * dim);
    const rows = anyRows(count, tableRows);
    compare(`gather: ${shape}`, contestants, (runtime) =>
      runtime.gatherRows({ table, dim, rows, out: values }),
    );
    compare(`accumulate: ${shape}`, contestants, (runtime) =>
      runtime.accumulateRows({ gradients: values, dim, slots: rows, out: table }),
    );
  }
  // Words of titles; the films that each user has seen.
  for (const [count, size, tableRows, dim] of [
    [1180, 4, 2000, 32],
    [943, 80, 1682, 64],
  ]) {
    const shape = `${count} of ${size} from ${tableRows} rows × ${dim}`;
    const table = floats(tableRows * dim);
    const values = floats(count * dim);
    const rows = anyRows(count * size, tableRows);
    const offsets = Int32Array.from({ length: count + 1 }, (_, bag) => bag * size);
    const bags = { dim, offsets, combiner: "mean" } as const;
    compare(`bags: ${shape}`, contestants, (runtime) =>
      runtime.embeddingBags({ ...bags, table, ids: rows, out: values }),
    );
    compare(`bags' gradients: ${shape}`, contestants, (runtime) =>
      runtime.accumulateBags({ ...bags, gradients: values, slots: rows, out: table }),
    );
  }
}

export function benchPointwiseLosses(contestants: Contestants): void {
  for (const count of [1000, 8192, 262_144]) {
    const rows = {
      labels: Float32Array.from({ length: count }, () => generator.below(2)),
      gradients: new Float32Array(count),
    };
    const outputs = floats(count).map((value) => 8 * value);
    compare(`squared error: ${count} rows`, contestants, (runtime) =>
      runtime.squaredError({ ...rows, predictions: outputs }),
    );
    compare(`logistic: ${count} rows`, contestants, (runtime) =>
      runtime.logistic({ ...rows, logits: outputs }),
    );
  }
}
