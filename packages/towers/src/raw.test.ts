import { tableFromColumns } from "@towerkit/core";
import { discretization, normalization, stringLookup, textVectorization } from "@towerkit/features";
import { describe, expect, it } from "vitest";
import { runFeatures } from "./raw.js";

const fit = tableFromColumns({
  user_id: ["1", "2", "3"],
  movie_title: ["Star Wars (1977)", "Heat (1995)", "Star Trek (1979)"],
  timestamp: [100, 200, 400],
});

describe("runFeatures", () => {
  it("gives one title's words as one row of the embedding's width", async () => {
    const words = { movie_title: textVectorization({ maxTokens: 10_000 }).embedding(32).mean() };
    const { rows, dim, data } = await runFeatures(words, [{ movie_title: "Star Wars" }], { fit });
    expect([rows, dim, data.length]).toEqual([1, 32, 32]);
  });

  it("puts a user and the time side by side", async () => {
    const features = {
      user_id: stringLookup().embedding(32),
      bucket: discretization({ boundaries: 10, spacing: "uniform" }).embedding(32, {
        column: "timestamp",
      }),
      time: normalization().numbers({ column: "timestamp" }),
    };
    const queries = [{ user_id: "2", timestamp: 200 }];
    const { dim, data } = await runFeatures(features, queries, { fit });
    expect(dim).toBe(65);
    const mean = 700 / 3;
    const deviation = Math.sqrt((100 ** 2 + 200 ** 2 + 400 ** 2) / 3 - mean ** 2);
    expect(data[64]).toBeCloseTo((200 - mean) / deviation, 6);
  });

  it("gives the same numbers for the same seed, and the same embedding to equal values", async () => {
    const features = { user_id: stringLookup().embedding(4) };
    const run = async (seed: number) =>
      (await runFeatures(features, [{ user_id: "2" }, { user_id: "2" }], { fit, seed })).data;
    const first = await run(1);
    expect(first.subarray(0, 4)).toEqual(first.subarray(4, 8));
    expect(await run(1)).toEqual(first);
    expect(await run(2)).not.toEqual(first);
  });
});
