import { describe, expect, it } from "vitest";
import { differences, type TrainingRun, table } from "./compare.js";

const run = (changes: Partial<TrainingRun> = {}): TrainingRun => ({
  recipe: "quickstart",
  node: "v20.19.0",
  threads: 1,
  engine: { threads: changes.threads ?? 1, simd: "simd" },
  digest: "aa",
  weights: "weights-1.safetensors",
  ...changes,
});

describe("differences", () => {
  it("are none where each recipe has one digest of its own", () => {
    const other = { recipe: "other", digest: "bb" };
    const runs = [run(), run({ threads: 2 }), run(other), run({ ...other, node: "v22.12.0" })];
    expect(differences(runs)).toEqual([]);
  });

  it("name the run that is not like the first of its recipe", () => {
    expect(differences([run(), run({ threads: 4, node: "v24.0.0", digest: "bb" })])).toEqual([
      "quickstart with --threads 4 on Node v24.0.0 has the digest bb, quickstart with --threads 1 on Node v20.19.0 aa.",
    ]);
  });

  it("name a run that had other threads than it was allowed", () => {
    const alone = run({ threads: 4, engine: { threads: 1, simd: "simd" } });
    expect(differences([alone])).toEqual([
      "quickstart with --threads 4 on Node v20.19.0 reports 1 threads.",
    ]);
  });
});

describe("table", () => {
  it("has a row for each run", () => {
    const lines = table([run(), run({ threads: 2 })]).split("\n");
    expect(lines).toHaveLength(4);
    expect(lines[3]).toBe(
      "| `quickstart` | v20.19.0 | 2 | simd | `weights-1.safetensors` | `aa` |",
    );
  });
});
