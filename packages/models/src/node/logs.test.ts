import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BundleError, ConfigError } from "@towerkit/core";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { campModel, camps } from "../../test/camps.js";
import { adagrad } from "../optimizers/adagrad.js";
import type { FitOptions as AnyFitOptions } from "../two-tower/fit.js";
import { TwoTower } from "../two-tower/two-tower.js";
import { bestCheckpoint } from "./best-checkpoint.js";
import { csvLog } from "./csv-log.js";
import { fileCheckpoints } from "./file-checkpoints.js";
import { tensorBoardLog } from "./tensor-board-log.js";

type FitOptions = AnyFitOptions<{ movie_title: string }>;

const { train, test, movies } = camps();

async function fit(options: Partial<FitOptions>) {
  const model = campModel();
  const validation = { table: test, every: 2 };
  const fitting = { candidates: movies, optimizer: adagrad(0.1), epochs: 5, validation };
  return { model, history: await model.fit(train, { ...fitting, ...options }) };
}

/** Breaks a run off in its fourth epoch, after checkpoints of each, and goes on from there. */
async function fitWithBreak(callbacksOf: () => FitOptions["callbacks"]) {
  const store = fileCheckpoints(temporaryFolder());
  const onProgress: FitOptions["onProgress"] = ({ epoch }) => {
    if (epoch === 4) throw new Error("killed");
  };
  const broken = fit({ callbacks: callbacksOf() ?? [], checkpoint: { store }, onProgress });
  await expect(broken).rejects.toThrow("killed");
  return fit({ callbacks: callbacksOf() ?? [], checkpoint: { store, resume: true } });
}

describe("csvLog", () => {
  it("writes a row for each epoch, and leaves a gap where nothing was measured", async () => {
    const file = join(temporaryFolder(), "run", "log.csv");
    const { history } = await fit({ callbacks: [csvLog(file)] });
    const [header, ...rows] = readFileSync(file, "utf8").trimEnd().split("\n");
    const columns = (header as string).split(",");
    expect(columns.slice(0, 3)).toEqual(["epoch", "loss", "chance"]);
    const cells = rows.map((row) => row.split(","));
    const column = (name: string) => cells.map((row) => row[columns.indexOf(name)]);
    expect(column("epoch")).toEqual(["1", "2", "3", "4", "5"]);
    expect(column("loss").map(Number)).toEqual(history.epochs.map(({ loss }) => loss));
    const losses = history.epochs.map(({ validation }) => String(validation?.loss ?? ""));
    expect(column("validation.loss").map((cell) => cell ?? "")).toEqual(losses);
    expect(losses[0]).toBe("");
  });

  it("holds every epoch once after a run that was broken off", async () => {
    const file = join(temporaryFolder(), "log.csv");
    await fitWithBreak(() => [csvLog(file)]);
    const rows = readFileSync(file, "utf8").trimEnd().split("\n").slice(1);
    expect(rows.map((row) => row.split(",")[0])).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("ends training with a typed error where it cannot write", async () => {
    const folder = temporaryFolder();
    await expect(fit({ callbacks: [csvLog(folder)] })).rejects.toThrow(BundleError);
  });
});

describe("tensorBoardLog", () => {
  /** The steps of the events in a file, read by the lengths of its records. */
  function stepsIn(dir: string): number[] {
    const bytes = readFileSync(join(dir, "events.out.tfevents.towerkit"));
    const steps: number[] = [];
    for (let at = 0; at < bytes.length; ) {
      const length = Number(bytes.readBigUInt64LE(at));
      const event = bytes.subarray(at + 12, at + 12 + length);
      // Nine bytes of time, then the key of the step.
      if (event[9] === 0x10) steps.push(event[10] as number);
      at += length + 16;
    }
    return steps;
  }

  it("has one event for each epoch, whether the run was broken off or not", async () => {
    const [whole, broken] = [join(temporaryFolder(), "whole"), temporaryFolder()];
    await fit({ callbacks: [tensorBoardLog(whole)] });
    await fitWithBreak(() => [tensorBoardLog(broken)]);
    expect([stepsIn(whole), stepsIn(broken)]).toEqual([
      [1, 2, 3, 4, 5],
      [1, 2, 3, 4, 5],
    ]);
    expect(readdirSync(whole)).toHaveLength(1);
  });

  it("starts the file anew for the next run there", async () => {
    const dir = temporaryFolder();
    const callbacks = [tensorBoardLog(dir)];
    await fit({ callbacks });
    await fit({ callbacks, epochs: 2 });
    expect(stepsIn(dir)).toEqual([1, 2]);
  });
});

describe("bestCheckpoint", () => {
  it("keeps the bundle of the best epoch, also over a break", async () => {
    const monitor = "validation.loss";
    const folders = [join(temporaryFolder(), "best"), join(temporaryFolder(), "best")] as const;
    const { history } = await fit({ callbacks: [bestCheckpoint(folders[0], { monitor })] });
    await fitWithBreak(() => [bestCheckpoint(folders[1], { monitor })]);
    const losses = history.epochs.map(({ validation }) => validation?.loss ?? Number.NaN);
    const best = losses.indexOf(Math.min(...losses.filter((loss) => !Number.isNaN(loss)))) + 1;
    const { model } = await fit({ epochs: best });
    const expected = await model.embedCandidates();
    for (const folder of folders) {
      const kept = await TwoTower.load(folder);
      expect(await kept.embedCandidates()).toEqual(expected);
    }
  });

  it("keeps the first of epochs that are alike", async () => {
    const saved: number[] = [];
    const watcher = bestCheckpoint("nowhere", { monitor: "validation.mrr" });
    const values = [0.5, 0.5, 0.4, 0.6];
    const loss = { loss: 1, chance: 1, regularizationLoss: 0, totalLoss: 1, seconds: 0 };
    const epochs = values.map((mrr) => ({ ...loss, validation: { mrr } }));
    for (let epoch = 1; epoch <= epochs.length; epoch++) {
      await watcher.onEpochEnd?.({
        ...{ epoch, epochs: 4, tables: new Map(), stop: () => {} },
        history: epochs.slice(0, epoch),
        save: async () => void saved.push(epoch),
      });
    }
    expect(saved).toEqual([1, 4]);
  });

  it("refuses a figure that no epoch has, and one that was never measured", async () => {
    const callbacks = [bestCheckpoint(temporaryFolder(), { monitor: "validation.recall.7" })];
    await expect(fit({ callbacks })).rejects.toThrow(/no number under "validation.recall.7"/);
    const unvalidated = campModel().fit(train, {
      ...{ candidates: movies, optimizer: adagrad(0.1), epochs: 1 },
      callbacks: [bestCheckpoint(temporaryFolder())],
    });
    await expect(unvalidated).rejects.toThrow(ConfigError);
  });

  it("refuses a checkpoint that went by another figure", async () => {
    const store = fileCheckpoints(temporaryFolder());
    const by = (monitor: string) => [bestCheckpoint(join(temporaryFolder(), "b"), { monitor })];
    await fit({ callbacks: by("validation.mrr.10"), checkpoint: { store } });
    const resumed = fit({ callbacks: by("loss"), checkpoint: { store, resume: true } });
    await expect(resumed).rejects.toThrow(/went by "validation.mrr.10", this run goes by "loss"/);
  });
});
