import { createGenerator } from "@towerkit/core";
import { printRow, runtimesToCompare, timing } from "./timing.js";

/** Nanoseconds for a value, of the fastest run and of the median. */
export async function benchElementwise(): Promise<void> {
  const generator = createGenerator(42, "bench elementwise");
  const compared = await runtimesToCompare();
  process.stdout.write("\nexp, log, tanh, nanoseconds for a value, fastest run (median)\n");
  const names = compared.map(([name]) => name);
  printRow("values", names);
  for (const count of [1000, 16_384, 1_000_000]) {
    for (const name of ["exp", "log", "tanh"] as const) {
      const least = name === "log" ? 0.01 : -5;
      const values = Float32Array.from({ length: count }, () => least + generator.uniform() * 10);
      const out = new Float32Array(count);
      const cells = compared.map(([, runtime]) => {
        const { fastest, median } = timing(() => runtime[name]({ values, out }));
        return `${((fastest * 1e6) / count).toFixed(2)} (${((median * 1e6) / count).toFixed(2)})`;
      });
      printRow(`${name} of ${count.toLocaleString("en")}`, cells);
    }
  }
  for (const [, runtime] of compared) await runtime.close();
}
