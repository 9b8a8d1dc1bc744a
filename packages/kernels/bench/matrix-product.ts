import { createGenerator } from "@towerkit/core";
import { peakGigaflops } from "./peak.js";
import { printRow, runtimesToCompare, timing } from "./timing.js";

/** Rows, inner and columns: dense layers, squares, scores, and the gradient of a layer's weights. */
const SHAPES = [
  [256, 64, 64],
  [256, 256, 256],
  [1024, 1024, 1024],
  [2048, 32, 2048],
  [943, 32, 1664],
  [64, 8192, 64],
] as const;

/** Billions of multiplications and additions a second, of the fastest run and of the median. */
export async function benchMatrixProduct(): Promise<void> {
  const generator = createGenerator(42, "bench matrix product");
  const floats = (length: number) => Float32Array.from({ length }, () => generator.uniform() - 0.5);
  const compared = await runtimesToCompare();
  const peak = await peakGigaflops();
  process.stdout.write(
    `\nMatrix product, GFLOP/s, fastest run (median); peak of a thread, not fused: ${peak.toFixed(1)}\n`,
  );
  const names = compared.map(([name]) => name);
  printRow("rows × inner × columns", names);
  for (const [rows, inner, columns] of SHAPES) {
    const left = floats(rows * inner);
    const right = floats(inner * columns);
    const out = new Float32Array(rows * columns);
    for (const transposed of [undefined, "left", "right"] as const) {
      const input = { left, right, rows, inner, columns, ...(transposed && { transposed }), out };
      const cells = compared.map(([, runtime]) => {
        const { fastest, median } = timing(() => runtime.matrixProduct(input));
        const operations = (2 * rows * inner * columns) / 1e6;
        return `${(operations / fastest).toFixed(1)} (${(operations / median).toFixed(1)})`;
      });
      printRow(`${rows} × ${inner} × ${columns} ${transposed ?? ""}`, cells);
    }
  }
  for (const [, runtime] of compared) await runtime.close();
}
