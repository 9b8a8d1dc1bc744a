import { NumericError } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import { describe, expect, it, vi } from "vitest";
import { sgd } from "../optimizers/sgd.js";
import type { Callback } from "./callback.js";
import type { CheckpointStore, TrainingState } from "./checkpoint.js";
import type { LoopOptions } from "./loop-options.js";
import { type LoopParts, trainLoop } from "./train-loop.js";
import type { StepSums } from "./trainee.js";

const runtime = await createRuntime({ threads: 1 });
const sums = { lossSum: 1, chanceSum: 2, weightSum: 1 };

/** Trains nothing, and notes the rows of every batch. */
async function run({
  seed = 42,
  step = () => sums,
  ...options
}: Partial<LoopOptions> & {
  readonly seed?: number;
  readonly step?: (batch: Int32Array) => StepSums;
} = {}) {
  const batches: number[][] = [];
  const { epochs: history } = await trainLoop(
    {
      trainee: {
        rows: 10,
        tables: new Map(),
        gradients: (batch) => {
          batches.push([...batch]);
          return { ...step(batch), gradients: [] };
        },
      },
      seed,
      runtime,
      identity: async () => ({}),
      save: async () => undefined,
    },
    { batchSize: 4, epochs: 2, optimizer: sgd(1), ...options },
  );
  return { batches, history };
}

const rising = (rows: readonly number[]) => rows.toSorted((a, b) => a - b);

describe("trainLoop", () => {
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

  it("clips, scales by the schedule, steps, and tells the penalties apart from the loss", async () => {
    const table = { name: "t", rows: 1, dim: 2, data: Float32Array.of(0, 0) };
    const { epochs } = await trainLoop(
      {
        ...nothing,
        trainee: {
          rows: 2,
          tables: new Map([["tower/t", table]]),
          gradients: () => ({
            ...{ lossSum: 6, chanceSum: 8, weightSum: 2, tasks: { first: 4, second: 2 } },
            gradients: [
              { table, rows: Int32Array.of(0), values: Float32Array.of(3, 4), penalty: 1 },
            ],
          }),
        },
      },
      {
        optimizer: sgd(1),
        batchSize: 2,
        epochs: 2,
        clipNorm: 2.5,
        schedule: { factor: (step, { steps }) => step / steps, toJSON: () => ({}) },
      },
    );
    // A gradient of length 5 is halved; the steps have factors of 1/2 and 1.
    expect([...table.data]).toEqual([-2.25, -3]);
    expect(epochs).toMatchObject([
      { loss: 3, regularizationLoss: 0.5, totalLoss: 3.5, learningRateFactor: 0.5 },
      { chance: 4, tasks: { first: 2, second: 1 }, learningRateFactor: 1 },
    ]);
  });

  it("tells callbacks in turn, and ends where one of them stops it", async () => {
    const told: string[] = [];
    const callback = (name: string, last: number): Callback => ({
      name,
      onFitStart: ({ epochs }) => void told.push(`${name} starts ${epochs}`),
      onEpochEnd: ({ epoch, history, stop }) => {
        told.push(`${name} ${epoch} ${history.length}`);
        if (epoch === last) stop();
      },
      onFitEnd: ({ epoch }) => void told.push(`${name} ends ${epoch}`),
    });
    const { epochs, stoppedBy } = await trainLoop(nothing, {
      optimizer: sgd(1),
      epochs: 9,
      callbacks: [callback("a", 9), callback("b", 2)],
    });
    expect(told).toEqual([
      ...["a starts 9", "b starts 9", "a 1 1", "b 1 1", "a 2 2", "b 2 2", "a ends 2", "b ends 2"],
    ]);
    expect([epochs.length, stoppedBy]).toEqual([2, "b"]);
  });

  it("goes on from a checkpoint with the same bits, callbacks included", async () => {
    const whole = await training({ epochs: 6 });
    const store = memoryStore();
    const half = await training({ epochs: 3, checkpoint: { store, every: 2 } });
    expect(half.counted).toBe(3);
    const rest = await training({ epochs: 6, checkpoint: { store, resume: true } });
    expect(rest.data).toEqual(whole.data);
    expect(rest.counted).toBe(6);
    expect(rest.losses).toEqual(whole.losses);
    expect(rest.batches).toBe(whole.batches / 2);
    const again = await training({ epochs: 6, checkpoint: { store, resume: true } });
    expect([again.batches, again.data]).toEqual([0, whole.data]);
  });

  it("keeps a checkpoint as often as it is told, and the last always", async () => {
    const epochsKept = async (options: { every?: number; secondsApart?: number }) => {
      const kept: number[] = [];
      const store = {
        read: async () => undefined,
        write: async ({ epoch }: TrainingState) => void kept.push(epoch),
      };
      await training({ epochs: 5, checkpoint: { store, ...options } });
      return kept;
    };
    expect(await epochsKept({})).toEqual([1, 2, 3, 4, 5]);
    expect(await epochsKept({ every: 2 })).toEqual([2, 4, 5]);
    expect(await epochsKept({ secondsApart: 60 })).toEqual([5]);
  });

  it("refuses a checkpoint that is further than it is to go", async () => {
    const store = memoryStore();
    await training({ epochs: 3, checkpoint: { store } });
    const shorter = training({ epochs: 2, checkpoint: { store, resume: true } });
    await expect(shorter).rejects.toThrow(/3 epochs in, and epochs is 2/);
  });

  it("refuses the checkpoint of another training, saying what differs", async () => {
    const store = memoryStore();
    await training({ checkpoint: { store } });
    const other = trainLoop(
      { ...nothing, identity: async () => ({ seed: 43 }) },
      { optimizer: sgd(1), checkpoint: { store, resume: true } },
    );
    await expect(other).rejects.toThrow(/another training: its seed is 42, this run's is 43/);
  });
});

const nothing: LoopParts = {
  trainee: { rows: 1, tables: new Map(), gradients: () => ({ ...sums, gradients: [] }) },
  seed: 42,
  runtime,
  identity: async () => ({ seed: 42 }),
  save: async () => undefined,
};

function memoryStore(): CheckpointStore {
  let kept: TrainingState | undefined;
  return {
    read: async () => kept,
    write: async (state) => {
      kept = structuredClone(state);
    },
  };
}

/** Moves one number by each row's own, with momentum, and counts epochs in a callback. */
async function training(options: Partial<LoopOptions>) {
  const table = { name: "t", rows: 1, dim: 1, data: Float32Array.of(1) };
  let counted = 0;
  let batches = 0;
  const { epochs } = await trainLoop(
    {
      ...nothing,
      trainee: {
        rows: 5,
        tables: new Map([["t", table]]),
        gradients: (batch) => {
          batches++;
          const values = Float32Array.of((batch[0] as number) + 0.1);
          const gradients = [{ table, rows: Int32Array.of(0), values, penalty: 0 }];
          return { lossSum: table.data[0] as number, chanceSum: 1, weightSum: 1, gradients };
        },
      },
    },
    {
      batchSize: 2,
      optimizer: sgd(0.1, { momentum: 0.9 }),
      callbacks: [
        {
          name: "counter",
          onEpochEnd: () => void counted++,
          state: () => ({ json: counted }),
          restore: ({ json }) => {
            counted = json as number;
          },
        },
      ],
      ...options,
    },
  );
  return { data: [...table.data], counted, batches, losses: epochs.map(({ loss }) => loss) };
}
