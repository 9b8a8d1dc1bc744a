import type { Scorer } from "towerkit";
import { describe, expect, it } from "vitest";
import { scorerOfSome } from "./scorer-of-some.js";

const scorer: Scorer = {
  name: "tens",
  numCandidates: 4,
  async scores(queries, out) {
    for (let i = 0; i < queries.length * 4; i++) out[i] = 10 * Math.floor(i / 4) + (i % 4);
  },
};

describe("scorerOfSome", () => {
  it("has the scores of those candidates, in their order, for each query", async () => {
    const some = scorerOfSome(scorer, [3, 0]);
    const out = new Float32Array(4);
    await some.scores([{}, {}], out);
    expect([some.name, some.numCandidates, ...out]).toEqual(["tens", 2, 3, 0, 13, 10]);
  });
});
