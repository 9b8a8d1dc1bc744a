import { createGenerator, NumericError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { f32, i32 } from "../../../test/kernel-inputs.js";
import { anyOffsets } from "../../../test/same-bits.js";
import { createRuntime } from "../../runtime/create-runtime.js";
import { LocalRuntime } from "../../runtime/local-runtime.js";
import type { Runtime } from "../../runtime/types.js";

const runtimes: [name: string, make: () => Promise<Runtime>][] = [
  ["plainly", async () => new LocalRuntime({ machine: undefined })],
  ["on one thread", () => createRuntime({ threads: 1 })],
  ["on three threads", () => createRuntime({ threads: 3 })],
];

describe.each(runtimes)("rankScores %s", (_, make) => {
  it("counts who is ahead of each positive, ties by index or not at all, exclusions not", async () => {
    const runtime = await make();
    const input = {
      queries: f32(1, -1),
      candidates: f32(5, 3, 3, 1),
      dim: 1,
      positiveOffsets: i32(0, 3, 6),
      positives: i32(2, 3, -1, 0, 2, 0),
      excludedOffsets: i32(0, 1, 1),
      excluded: i32(0),
      ranks: i32(7, 7, 7, 7, 7, 7),
    };
    runtime.rankScores({ ...input, ties: "index" });
    expect([...input.ranks]).toEqual([1, 2, -1, 3, 2, 3]);
    runtime.rankScores({ ...input, ties: "optimistic" });
    expect([...input.ranks]).toEqual([0, 2, -1, 3, 1, 3]);
  });

  it("finds nobody in an empty catalogue", async () => {
    const ranks = i32(7);
    const empty = { candidates: f32(), dim: 1, ties: "index" as const };
    const missing = { positiveOffsets: i32(0, 1), positives: i32(-1), ranks };
    (await make()).rankScores({ queries: f32(1), ...empty, ...missing });
    expect([...ranks]).toEqual([-1]);
  });

  it("says which score overflowed", async () => {
    const runtime = await make();
    const overflow = () =>
      runtime.rankScores({
        queries: f32(1, 1e30),
        candidates: f32(1, 1e30),
        dim: 1,
        positiveOffsets: i32(0, 0, 0),
        positives: i32(),
        ties: "index",
        ranks: i32(),
      });
    expect(overflow).toThrow(NumericError);
    expect(overflow).toThrow(/the score of query 1 and candidate 1 is Infinity/);
  });
});

describe("rankScores of more than enters the memory at once", () => {
  it.each([1, 3])("finds what countRanks finds in the scores, on %i threads", async (threads) => {
    const runtime = await createRuntime({ threads });
    const generator = createGenerator(42, "rank scores");
    const [dim, numQueries, numCandidates] = [2000, 140, 2200];
    const noise = (length: number) =>
      Float32Array.from({ length }, (_, i) => (Math.imul(i, 2654435761) >>> 29) - 4);
    const queries = noise(numQueries * dim);
    const candidates = noise(numCandidates * dim);
    const lists = (most: number) => {
      const { offsets, total } = anyOffsets(generator, numQueries, most);
      const values = Int32Array.from({ length: total }, () => generator.below(numCandidates));
      return [offsets, values];
    };
    const [positiveOffsets, positives] = lists(100);
    const [excludedOffsets, excluded] = lists(30);
    const rows = { positiveOffsets, positives, excludedOffsets, excluded, ties: "index" as const };
    const scores = new Float32Array(numQueries * numCandidates);
    runtime.scores({ queries, candidates, dim, out: scores });
    const expected = new Int32Array(positives.length);
    runtime.countRanks({ scores, numCandidates, ...rows, ranks: expected });
    const resident = runtime.matrix(numCandidates, dim);
    resident.write(0, candidates);
    for (const from of [candidates, resident]) {
      const ranks = new Int32Array(positives.length);
      runtime.rankScores({ queries, candidates: from, dim, ...rows, ranks });
      expect(ranks).toEqual(expected);
    }
    await runtime.close();
  });
});
