import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { BundleError, type TableLike, tableFromColumns } from "@towerkit/core";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { campModel, camps } from "../../test/camps.js";
import { adagrad } from "../optimizers/adagrad.js";
import { adam } from "../optimizers/adam.js";
import type { CallbackState } from "../training/callback.js";
import type { FitOptions as AnyFitOptions } from "../two-tower/fit.js";
import { fileCheckpoints } from "./file-checkpoints.js";

type FitOptions = AnyFitOptions<{ movie_title: string }>;

const { train, test, movies } = camps();
const fitting = (): FitOptions => ({
  candidates: movies,
  optimizer: adam(0.01),
  batchSize: 16,
  epochs: 6,
  validation: { table: test, every: 2 },
});

async function trained(options: Partial<FitOptions> = {}) {
  const model = campModel();
  const { epochs } = await model.fit(train, { ...fitting(), ...options });
  const history = epochs.map(({ seconds: _, ...epoch }) => epoch);
  const { digest } = await model.save(join(temporaryFolder(), "bundle"));
  return { digest, history };
}

/** The same rows, last to first. */
const reversed = <S extends object>(table: TableLike<S>): TableLike<S> =>
  tableFromColumns(
    Object.fromEntries(
      table.columnNames().map((name) => [name, Array.from(table.array(name)).reverse()]),
    ),
  ) as TableLike<S>;

describe("fileCheckpoints", () => {
  it("let a training that was broken off end with the same bits and the same history", async () => {
    const whole = await trained();
    for (const brokenAfter of [1, 3, 5]) {
      const store = fileCheckpoints(join(temporaryFolder(), "run"));
      const broken = trained({
        checkpoint: { store },
        onProgress: ({ epoch, step }) => {
          if (epoch > brokenAfter && step > 1) throw new Error("killed");
        },
      });
      await expect(broken).rejects.toThrow("killed");
      expect((await store.read())?.epoch).toBe(brokenAfter);
      expect(await trained({ checkpoint: { store, resume: true } })).toEqual(whole);
    }
  });

  it("start afresh where there is none, and without resume", async () => {
    const whole = await trained();
    const dir = temporaryFolder();
    const checkpoint = { store: fileCheckpoints(dir), resume: true };
    expect(await trained({ epochs: 2, checkpoint })).not.toEqual(whole);
    const { history } = await trained({ checkpoint: { store: checkpoint.store } });
    expect(history).toEqual(whole.history);
    expect(readdirSync(dir)).toEqual(["checkpoint.safetensors"]);
  });

  it("give back whatever a state holds", async () => {
    const store = fileCheckpoints(temporaryFolder());
    let restored: CallbackState[] = [];
    const state = { json: { best: 0.25 }, arrays: { weights: Float32Array.of(1, 2) } };
    const callbacks = [
      { name: "full", state: () => state, restore: (kept: CallbackState) => restored.push(kept) },
      { name: "empty", restore: (kept: CallbackState) => restored.push(kept) },
    ];
    await trained({ callbacks, checkpoint: { store } });
    restored = [];
    await trained({ callbacks, checkpoint: { store, resume: true } });
    expect(restored).toEqual([state, {}]);
  });

  it("refuse another training's, naming what differs", async () => {
    const store = fileCheckpoints(temporaryFolder());
    await trained({ checkpoint: { store } });
    const resumed = (options: Partial<FitOptions>) =>
      trained({ ...options, checkpoint: { store, resume: true } });
    await expect(resumed({ optimizer: adagrad(0.1) })).rejects.toThrow(
      /its training.optimizer.name is "adam", this run's is "adagrad"/,
    );
    await expect(resumed({ clipNorm: 1 })).rejects.toThrow(/its clipNorm is null, this run's is 1/);
    const again = { ...fitting(), checkpoint: { store, resume: true } };
    await expect(campModel().fit(test, again)).rejects.toThrow(/its (towers|data)[\w.]* is/);
    const turned = reversed(train);
    await expect(campModel().fit(turned, again)).rejects.toThrow(/its data\.\w+ is/);
    const watched = [{ name: "watcher" }];
    await expect(resumed({ callbacks: watched })).rejects.toThrow(/its callbacks is \[\]/);
    const validation = { table: test, every: 3 };
    await expect(resumed({ validation })).rejects.toThrow(/its validation.every is 2/);
    const others = { table: reversed(test), every: 2 };
    await expect(resumed({ validation: others })).rejects.toThrow(/its validation\.data\.\w+ is/);
  });

  it("refuse a damaged file by its name, whichever byte it is", async () => {
    const dir = temporaryFolder();
    const store = fileCheckpoints(dir);
    await trained({ epochs: 1, checkpoint: { store } });
    const file = join(dir, "checkpoint.safetensors");
    const bytes = readFileSync(file);
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 60)) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] as number) ^ 0x41;
      writeFileSync(file, damaged);
      await expect(store.read(), `byte ${at}`).rejects.toThrow(BundleError);
    }
    writeFileSync(file, bytes.subarray(0, bytes.length / 2));
    await expect(store.read()).rejects.toThrow(/^checkpoint.safetensors is damaged/);
    writeFileSync(file, bytes);
    expect((await store.read())?.epoch).toBe(1);
    expect(existsSync(`${file}.tmp`)).toBe(false);
  });

  it("let one training at a time into a folder, and name the lock to the others", async () => {
    const dir = temporaryFolder();
    let refusal: unknown;
    const whole = await trained();
    const first = await trained({
      checkpoint: { store: fileCheckpoints(dir) },
      callbacks: [
        {
          name: "second",
          async onEpochEnd({ epoch }) {
            if (epoch !== 2) return;
            expect(readdirSync(dir)).toContain("training.lock");
            refusal = await trained({ checkpoint: { store: fileCheckpoints(dir) } }).catch(
              (error: unknown) => error,
            );
          },
        },
      ],
    });
    expect(refusal).toBeInstanceOf(BundleError);
    expect(refusal).toMatchObject({ part: "training.lock" });
    expect(String(refusal)).toContain(`being trained into by process ${process.pid} on`);
    expect(String(refusal)).toContain(`delete ${join(dir, "training.lock")}`);
    expect(first).toEqual(whole);
    expect(readdirSync(dir)).toEqual(["checkpoint.safetensors"]);
  });

  it("take over the lock of a process that is gone, and give theirs back whatever happens", async () => {
    const dir = temporaryFolder();
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const lock = join(dir, "training.lock");
    writeFileSync(lock, JSON.stringify({ pid, host: hostname(), id: "gone" }));
    const checkpoint = { store: fileCheckpoints(dir) };
    const failing = trained({
      checkpoint,
      onProgress: () => {
        expect(JSON.parse(readFileSync(lock, "utf8"))).toMatchObject({ pid: process.pid });
        throw new Error("broken off");
      },
    });
    await expect(failing).rejects.toThrow("broken off");
    expect(existsSync(lock)).toBe(false);
    expect((await trained({ checkpoint })).history).toHaveLength(6);
  });
});
