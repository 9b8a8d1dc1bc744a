import { tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { createRuntime, type Runtime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { fitTower } from "./fit-tower.js";
import { tower } from "./tower-spec.js";

const STEPS = 60;
const rows = Int32Array.from({ length: 256 }, (_, i) => i);

/** The least seconds that one forward and backward pass over 256 rows takes. */
function stepSeconds(vocabulary: number, runtime: Runtime): number {
  const ids = Array.from({ length: vocabulary }, (_, i) => `id ${i}`);
  const spec = tower({ id: stringLookup({ vocabulary: ids }).embedding(4) });
  const fitted = fitTower(spec, tableFromColumns({ id: [] }), { seed: 1, name: "query" });
  const stride = Math.floor(vocabulary / rows.length);
  const inputs = { rows: rows.length, features: [rows.map((row) => row * stride)] };
  const gradients = new Float32Array(rows.length * 4);
  let least = Number.POSITIVE_INFINITY;
  for (let step = 0; step < STEPS; step++) {
    const start = performance.now();
    fitted.encode(inputs, rows, { runtime });
    fitted.backward(inputs, rows, gradients, { runtime });
    least = Math.min(least, performance.now() - start);
  }
  return least / 1000;
}

describe("a tower's step", () => {
  it("costs no more on a vocabulary 1,000 times as large (within a factor of 20)", async () => {
    const runtime = await createRuntime();
    const small = stepSeconds(1_000, runtime);
    const large = stepSeconds(1_000_000, runtime);
    // Work for every row of the table would make it some 1,000 times as slow.
    expect(large / small).toBeLessThan(20);
  });
});
