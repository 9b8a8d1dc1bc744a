import { NumericError } from "@towerkit/core";
import { describe, expect, it, vi } from "vitest";
import { type EpochsOptions, runEpochs } from "./epochs.js";

const sums = { lossSum: 1, chanceSum: 2, weightSum: 1 };

/** Runs epochs, and notes the rows of every batch. */
async function run(options: Partial<EpochsOptions> = {}) {
  const batches: number[][] = [];
  const history = await runEpochs({
    rows: 10,
    batchSize: 4,
    epochs: 2,
    seed: 42,
    step: (batch) => {
      batches.push([...batch]);
      return sums;
    },
    afterEpoch: async () => ({}),
    onProgress: undefined,
    signal: undefined,
    ...options,
  });
  return { batches, history };
}

const rising = (rows: readonly number[]) => rows.toSorted((a, b) => a - b);

describe("runEpochs", () => {
  it("goes through every row once an epoch, the last batch being shorter", async () => {
    const { batches } = await run();
    expect(batches.map((batch) => batch.length)).toEqual([4, 4, 2, 4, 4, 2]);
    for (const epoch of [batches.slice(0, 3), batches.slice(3)]) {
      expect(rising(epoch.flat())).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
  });

  it("draws another order for each epoch and seed, and the same for the same", async () => {
    const { batches } = await run();
    expect(batches.slice(3)).not.toEqual(batches.slice(0, 3));
    expect((await run()).batches).toEqual(batches);
    expect((await run({ seed: 43 })).batches).not.toEqual(batches);
  });

  it("gives an epoch the order that it would have in a longer run", async () => {
    const [two, five] = [await run({ epochs: 2 }), await run({ epochs: 5 })];
    expect(five.batches.slice(0, 6)).toEqual(two.batches);
  });

  it("does the same work however often it lets others have the thread", async () => {
    const unhurried = await run();
    let turns = 0;
    let milliseconds = 0;
    vi.spyOn(performance, "now").mockImplementation(() => {
      milliseconds += 1000;
      return milliseconds;
    });
    const timer = setInterval(() => turns++, 0);
    const interrupted = await run({ epochs: 5 });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
    expect(interrupted.batches.slice(0, 6)).toEqual(unhurried.batches);
  });

  it("hears an abort that comes from a timer, after the step at hand", async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error("enough")), 0);
    let steps = 0;
    const step = () => {
      steps++;
      const end = performance.now() + 20;
      while (performance.now() < end);
      return sums;
    };
    await expect(run({ step, epochs: 1000, signal: abort.signal })).rejects.toThrow("enough");
    expect(steps).toBeLessThan(100);
  });

  it("shows means over the rows of the epoch, by their weights", async () => {
    const told: number[][] = [];
    const { history } = await run({
      step: (batch) => ({
        lossSum: 3 * batch.length,
        chanceSum: 5 * batch.length,
        weightSum: 2 * batch.length,
      }),
      onProgress: ({ epoch, epochs, step, steps, loss, chance }) =>
        told.push([epoch, epochs, step, steps, loss, chance]),
    });
    expect(history).toMatchObject([
      { loss: 1.5, chance: 2.5 },
      { loss: 1.5, chance: 2.5 },
    ]);
    expect(told[4]).toEqual([2, 2, 2, 3, 1.5, 2.5]);
  });

  it("shows 0, and not not-a-number, while the rows so far weigh nothing", async () => {
    const told: number[] = [];
    let step = 0;
    await run({
      step: () => ({ lossSum: 0, chanceSum: 0, weightSum: step++ }),
      onProgress: ({ loss, chance }) => told.push(loss, chance),
    });
    expect(told.every((value) => value === 0)).toBe(true);
  });

  it("says when training diverged, and passes other errors on as they are", async () => {
    let steps = 0;
    const failing = (error: Error) =>
      run({
        step: () => {
          if (++steps === 5) throw error;
          return sums;
        },
      });
    const diverged = failing(new NumericError("the loss is NaN."));
    await expect(diverged).rejects.toThrow(NumericError);
    await expect(diverged).rejects.toThrow(
      "training diverged in epoch 2, step 2: the loss is NaN. A smaller learning rate may help",
    );
    steps = 0;
    const other = new Error("else");
    await expect(failing(other)).rejects.toBe(other);
  });
});
