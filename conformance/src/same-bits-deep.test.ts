import { describe, expect, it } from "vitest";
import { DEEP_MODEL_DIGEST, trainDeepModel } from "./same-bits/deep-model.js";

describe("three steps with dropout, dense layers, a GRU and attention", { timeout: 60_000 }, () => {
  it.each([1, 2, 4])("give the bits that were recorded, on %i threads", async (threads) => {
    const trained = await trainDeepModel({ threads });
    expect(trained).toMatchObject({ threads, digest: DEEP_MODEL_DIGEST });
  });

  it("give others for another seed", async () => {
    const { digest } = await trainDeepModel({ threads: 1, seed: 43 });
    expect(digest).not.toBe(DEEP_MODEL_DIGEST);
  });
});
