import { ConfigError, tableFromColumns } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { campModel, camps } from "../../test/camps.js";
import { adagrad } from "../optimizers/adagrad.js";
import type { CheckpointStore, TrainingState } from "../training/checkpoint.js";
import type { FitOptions } from "./fit.js";
import type { ValidationOptions } from "./validation.js";

const { train, test, movies } = camps();

async function fitted(
  options: Partial<FitOptions<{ movie_title: string }>> = {},
  settings: Parameters<typeof campModel>[0] = {},
) {
  const model = campModel(settings);
  const history = await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 16,
    epochs: 4,
    ...options,
  });
  return { model, history };
}

describe("validation", () => {
  it("shows what evaluate shows, of validation and train rows, after every n epochs and the last", async () => {
    const evaluate = { ties: "optimistic", exclude: train } as const;
    const { model, history } = await fitted({
      epochs: 5,
      validation: { table: test, every: 2, train: true, evaluate },
    });
    expect(history.epochs.map(({ validation }) => validation !== undefined)).toEqual([
      false,
      true,
      false,
      true,
      true,
    ]);
    const { counts: _, ...validation } = await model.evaluate(test, evaluate);
    expect(history.epochs[4]?.validation).toMatchObject(validation);
    const { counts: __, ...ofTrain } = await model.evaluate(train, evaluate);
    expect(history.epochs[4]?.train).toEqual(ofTrain);
  });

  it("is part of what a checkpoint is of, with all that it is ranked by", async () => {
    let kept: TrainingState | undefined;
    const store: CheckpointStore = {
      read: async () => kept,
      write: async (state) => {
        kept = structuredClone(state);
      },
    };
    const trained = (
      evaluate: ValidationOptions["evaluate"],
      checkpoint: { readonly store: CheckpointStore; readonly resume?: boolean },
    ) => fitted({ checkpoint, validation: { table: test, ...(evaluate && { evaluate }) } });
    const evaluate = { exclude: train, ties: "optimistic", withSeen: true } as const;
    await trained(evaluate, { store });
    const resumed = { store, resume: true };
    const others: readonly (readonly [ValidationOptions["evaluate"], RegExp])[] = [
      [undefined, /its validation\.evaluate/],
      [{ ...evaluate, exclude: test }, /its validation\.evaluate\.exclude\.data\./],
      [{ ...evaluate, exclude: { table: train, key: "movie_title" } }, /evaluate\.exclude\.key/],
      [{ ...evaluate, ties: "index" }, /its validation\.evaluate\.ties is "optimistic"/],
      [{ ...evaluate, withSeen: false }, /its validation\.evaluate\.withSeen is true/],
      [{ ...evaluate, train }, /its validation\.evaluate\.train/],
      [
        { ...evaluate, itemVectors: { rows: 1, dim: 1, data: Float32Array.of(1) } },
        /its validation\.evaluate\.itemVectors/,
      ],
    ];
    for (const [other, difference] of others) {
      await expect(trained(other, resumed)).rejects.toThrow(difference);
    }
    const same = { ...evaluate, exclude: { table: train, key: "user_id" } };
    await expect(trained(same, resumed)).resolves.toBeDefined();
  });

  it("leaves training as it is without", async () => {
    const [without, beside] = [await fitted(), await fitted({ validation: { table: test } })];
    expect(await beside.model.embedCandidates()).toEqual(await without.model.embedCandidates());
    expect(beside.history.epochs.map(({ loss }) => loss)).toEqual(
      without.history.epochs.map(({ loss }) => loss),
    );
    expect(beside.history.epochs[0]).not.toHaveProperty("train");
  });

  it.each([true, false])("takes the task's loss, with samplingCorrection %s", async (corrected) => {
    const { model, history } = await fitted(
      { validation: { table: test }, batchSize: 1_000 },
      { samplingCorrection: corrected },
    );
    const users = test.array("user_id") as string[];
    const items = test.array("movie_title") as string[];
    const trainItems = train.array("movie_title") as string[];
    const queries = await model.embedQueries(users.map((user_id) => ({ user_id })));
    const candidates = await model.embedCandidates();
    const dim = candidates.length / model.candidateIds.length;
    const score = (row: number, item: string) => {
      const place = model.candidateIds.indexOf(item);
      let sum = 0;
      for (let d = 0; d < dim; d++) sum += queries[row * dim + d] * candidates[place * dim + d];
      return sum;
    };
    const logP = (item: string) => {
      const count = Math.max(1, trainItems.filter((each) => each === item).length);
      return corrected ? Math.log(count / trainItems.length) : 0;
    };
    const losses = items.map((own, row) => {
      const total = items.reduce((sum, item) => sum + Math.exp(score(row, item) - logP(item)), 0);
      return Math.log(total) - score(row, own) + logP(own);
    });
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    expect(history.epochs.at(-1)?.validation?.loss).toBeCloseTo(mean, 4);
  });

  it("counts a row whose item is not in the catalogue as a miss, and leaves it out of the loss", async () => {
    const rows = { user_id: [...(test.array("user_id") as string[])] };
    const titles = [...(test.array("movie_title") as string[])];
    const stranger = tableFromColumns({
      user_id: [...rows.user_id, rows.user_id[0] as string],
      movie_title: [...titles, "nowhere"],
    });
    const seen = await fitted({ validation: { table: test }, batchSize: 1_000 });
    const more = await fitted({ validation: { table: stranger }, batchSize: 1_000 });
    const [one, other] = [seen, more].map(({ history }) => history.epochs.at(-1)?.validation);
    expect(other?.loss).toBeCloseTo(one?.loss as number, 6);
    expect(other?.top_k["100"]).toBeCloseTo(titles.length / (titles.length + 1), 12);
  });

  it.each([
    [{ table: test, every: 0 }, /validation\.every/],
    [{ table: tableFromColumns({ user_id: [], movie_title: [] }) }, /validation\.table is empty/],
  ])("refuses %j before it trains", async (validation, message) => {
    const steps: number[] = [];
    const failing = fitted({ validation, onProgress: ({ step }) => steps.push(step) });
    await expect(failing).rejects.toThrow(ConfigError);
    await expect(failing).rejects.toThrow(message);
    expect(steps).toEqual([]);
  });
});
