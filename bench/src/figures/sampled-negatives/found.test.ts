import { tableFromColumns } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import type { Scorer } from "towerkit";
import { afterAll, describe, expect, it } from "vitest";
import { measure } from "./found.js";

const runtime = await createRuntime({ threads: 1 });
afterAll(() => runtime.close());

const candidateIds = ["unrated", "seen", "better", "own", "worse"];
const rowsOf = (user_id: readonly string[], movie_title: readonly string[]) =>
  tableFromColumns({ user_id, movie_title });
const lastOut = {
  candidateIds,
  train: rowsOf(["u", "v", "v"], ["seen", "better", "worse"]),
  test: rowsOf(["u"], ["own"]),
};
const negatives = (count: number) => ({ runtime, negatives: { count, seed: 1 } });

/** The catalogue's order is everybody's. */
const inOrder: Scorer = {
  name: "in order",
  numCandidates: candidateIds.length,
  async scores(queries, out) {
    queries.forEach((_, query) => {
      for (const place of candidateIds.keys()) out[query * candidateIds.length + place] = -place;
    });
  },
};

describe("measure", () => {
  it("ranks a user's last film among films that somebody rated and the user did not", async () => {
    // Only “better” is ahead: the unrated film is not drawn, the seen one is left out.
    expect(await measure(inOrder, lastOut, negatives(2))).toEqual({
      hitRate: 1,
      ndcg: expect.closeTo(1 / Math.log2(3), 12),
      hitRateOfAll: 1,
    });
  });

  it("refuses a user for whom there are too few films to draw", async () => {
    await expect(measure(inOrder, lastOut, negatives(3))).rejects.toThrow(/too few films/);
  });
});
