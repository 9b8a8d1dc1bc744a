import { ConfigError, NumericError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { f32, i32, ranks, scores, smallBatch, softmax } from "../../test/kernel-inputs.js";
import { softmaxInput } from "../../test/softmax-input.js";
import { createRuntime } from "./create-runtime.js";
import { LocalRuntime } from "./local-runtime.js";

describe("runtime.scores", () => {
  it("takes candidates from a resident matrix", async () => {
    const runtime = await createRuntime();
    const candidates = runtime.matrix(2, 2);
    candidates.write(0, f32(3, 4, 5, 6));
    const input = { ...scores(), candidates };
    runtime.scores(input);
    expect([...input.out]).toEqual([11, 17]);
  });

  it("takes views of resident matrices, which may move while it runs", async () => {
    const runtime = await createRuntime({ threads: 1 });
    const queries = runtime.matrix(2, 2);
    queries.write(0, Float32Array.of(1, 2, 3, 4));
    const candidates = new Float32Array(400_000).fill(1);
    const out = new Float32Array(400_000);
    runtime.scores({ queries: queries.view(), candidates, dim: 2, out });
    expect([out[0], out[399_999]]).toEqual([3, 7]);
  });

  it("refuses a matrix of another runtime or another dim", async () => {
    const runtime = await createRuntime();
    const stranger = (await createRuntime()).matrix(2, 2);
    expect(() => runtime.scores({ ...scores(), candidates: stranger })).toThrow(/another runtime/);
    const wide = runtime.matrix(2, 3);
    expect(() => runtime.scores({ ...scores(), candidates: wide })).toThrow(/matrix of dim 3/);
  });

  it("says which score overflowed", async () => {
    const runtime = await createRuntime();
    const input = { ...scores(), queries: f32(1e30, 0), candidates: f32(1, 1, 1e30, 1) };
    expect(() => runtime.scores(input)).toThrow(/the score of query 0 and candidate 1 is Infinity/);
  });
});

describe("runtime.inBatchSoftmax", () => {
  it("says which score overflowed", async () => {
    const runtime = await createRuntime();
    const input = {
      ...softmax(),
      queries: f32(1, 2, 1e30, 1e30),
      candidates: f32(1, 2, 1e30, 0, 3, 4),
    };
    expect(() => runtime.inBatchSoftmax(input)).toThrow(NumericError);
    expect(() => runtime.inBatchSoftmax(input)).toThrow(/query 1 and candidate 1/);
  });

  it("says which query is left without any column", async () => {
    const runtime = await createRuntime();
    const input = { ...softmax(), removeAccidentalHits: false };
    const columnWeights = f32(0, 0, 0);
    expect(() => runtime.inBatchSoftmax({ ...input, columnWeights })).toThrow(
      /the softmax of query 0/,
    );
  });

  it("takes lists that lie in the runtime's own memory", async () => {
    const runtime = await createRuntime({ threads: 1 });
    const { buffer, byteOffset } = runtime.matrix(1, 3).view();
    const columnCounts = new Int32Array(buffer, byteOffset, 3).fill(1);
    const input = { ...softmax(), hardNegatives: { count: 1, columnCounts } };
    const { loss } = runtime.inBatchSoftmax(input);
    const copy = { count: 1, columnCounts: i32(1, 1, 1) };
    expect(loss).toBe(runtime.inBatchSoftmax({ ...input, hardNegatives: copy }).loss);
  });

  it("keeps to the same memory over 1,000 steps", () => {
    const runtime = new LocalRuntime({ machine: undefined });
    const steps = [
      { removeAccidentalHits: true },
      { removeAccidentalHits: false },
      { forbidden: [[0, 1], [2]] },
      { hardNegatives: 2 },
    ].map((options) => softmaxInput({ ...smallBatch, ...options }));
    const emptyBatch = softmaxInput({ ...smallBatch, queries: [], rows: [] });
    for (const step of steps) runtime.inBatchSoftmax(step);
    runtime.countRanks(ranks());
    const buffers = [...runtime.scratch.buffers.values()];
    const { bytes } = runtime.scratch;
    for (let i = 0; i < 1000; i++) {
      runtime.inBatchSoftmax(steps[i % steps.length]);
      runtime.inBatchSoftmax(emptyBatch);
      runtime.countRanks(ranks());
    }
    expect(runtime.scratch.bytes).toBe(bytes);
    expect([...runtime.scratch.buffers.values()].every((held, i) => held === buffers[i])).toBe(
      true,
    );
    expect(buffers.length).toBeGreaterThan(0);
  });
});

describe("createRuntime", () => {
  it("uses the threads that it was allowed", async () => {
    for (const threads of [1, 2, 3]) {
      const runtime = await createRuntime({ threads });
      expect([runtime.threads, runtime.simd]).toEqual([threads, "simd"]);
      await runtime.close();
    }
  });

  it.each([
    [{ threads: 0 }, /threads/],
    [{ threads: 1.5 }, /threads/],
    [{ threads: Number.NaN }, /threads/],
    [{ fast: "yes" as unknown as boolean }, /fast must be true or false, got "yes"/],
  ])("refuses %o", async (options, message) => {
    await expect(createRuntime(options)).rejects.toThrow(ConfigError);
    await expect(createRuntime(options)).rejects.toThrow(message);
  });
});
