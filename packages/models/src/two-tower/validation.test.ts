import { ConfigError, tableFromColumns } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { campModel, camps } from "../../test/camps.js";
import { adagrad } from "../optimizers/adagrad.js";

const { train, test, movies } = camps();
const fitting = () => ({
  candidates: movies,
  optimizer: adagrad(0.1),
  batchSize: 16,
  epochs: 5,
});

describe("validation", () => {
  it("ranks the rows after epochs as evaluate does, and changes no bit of the training", async () => {
    const plain = campModel();
    const { epochs: unwatched } = await plain.fit(train, fitting());
    const model = campModel();
    const { epochs } = await model.fit(train, {
      ...fitting(),
      validation: { table: test, evaluate: { exclude: train }, train: true },
    });
    const { counts: _, ...last } = await model.evaluate(test, { exclude: train });
    expect(epochs.at(-1)?.validation).toMatchObject(last);
    const { counts: __, ...onTrain } = await model.evaluate(train, { exclude: train });
    expect(epochs.at(-1)?.train).toEqual(onTrain);
    expect(epochs.map(({ loss }) => loss)).toEqual(unwatched.map(({ loss }) => loss));
    expect(await model.embedCandidates()).toEqual(await plain.embedCandidates());
  });

  it("looks after every so many epochs, and after the last", async () => {
    const { epochs } = await campModel().fit(train, {
      ...fitting(),
      validation: { table: test, every: 2 },
    });
    const looked = epochs.map(({ validation }) => validation !== undefined);
    expect(looked).toEqual([false, true, false, true, true]);
    expect(epochs.every((epoch) => epoch.train === undefined)).toBe(true);
  });

  it("takes the loss with train rows' sampling probabilities: on the train rows, it is near theirs", async () => {
    const model = campModel();
    const whole = { ...fitting(), batchSize: train.numRows(), epochs: 40 };
    const { epochs } = await model.fit(train, { ...whole, validation: { table: train } });
    // One batch holds all rows, so the next epoch's loss is that of the weights after this one.
    for (let epoch = 0; epoch < 39; epoch++) {
      expect(epochs[epoch]?.validation?.loss).toBeCloseTo(epochs[epoch + 1]?.loss as number, 5);
    }
  });

  it("leaves rows of unknown items out of the loss, and counts them as misses", async () => {
    const some = tableFromColumns({
      user_id: ["u0", "u1"],
      movie_title: ["film 0", "no such film"],
    });
    const known = tableFromColumns({ user_id: ["u0"], movie_title: ["film 0"] });
    const losses = await Promise.all(
      [some, known].map(async (table) => {
        const { epochs } = await campModel().fit(train, { ...fitting(), validation: { table } });
        return epochs.at(-1)?.validation;
      }),
    );
    expect(losses[0]?.loss).toBe(losses[1]?.loss);
    expect(losses[0]?.top_k["100"]).toBe(0.5);
  });

  it.each([
    ["an empty table", { table: tableFromColumns({ user_id: [], movie_title: [] }) }],
    ["no whole number of epochs", { table: test, every: 0 }],
  ])("refuses %s before training", async (_, validation) => {
    await expect(campModel().fit(train, { ...fitting(), validation })).rejects.toThrow(ConfigError);
  });
});
