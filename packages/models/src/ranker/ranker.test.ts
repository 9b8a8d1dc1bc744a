import { columnOf, type TableLike, tableFromColumns } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import { huber, logistic, ranking } from "@towerkit/tasks";
import { denseStack } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { clickFeatures, clicks } from "../../test/clicks.js";
import { earlyStopping } from "../callbacks/early-stopping.js";
import { adagrad } from "../optimizers/adagrad.js";
import { adam } from "../optimizers/adam.js";
import type { CheckpointStore, TrainingState } from "../training/checkpoint.js";
import { Ranker } from "./ranker.js";
import type { RankerOptions } from "./settings.js";
import { dcn, dlrm } from "./shapes.js";

const [train, test] = [clicks(), clicks({ rows: 100, seed: 2 })];

const ranker = (options: Partial<RankerOptions> = {}) =>
  new Ranker({
    features: clickFeatures(),
    layers: dcn({ layers: 1, deep: [16] }),
    label: "stars",
    task: ranking({ reduction: "mean" }),
    ...options,
  });
const fitOptions = () => ({ optimizer: adam(0.02), batchSize: 50, epochs: 15 });

const fitted = async (options: Partial<RankerOptions> = {}) => {
  const model = ranker(options);
  const history = await model.fit(train, fitOptions());
  return { model, history };
};

describe("Ranker", () => {
  it.each([
    ["a DCN", dcn({ layers: 1, deep: [16] })],
    ["a DCN of two arms", dcn({ layers: 2, deep: [16], structure: "parallel" })],
    ["a DLRM", dlrm({ bottom: [8], top: [16] })],
    ["dense layers", denseStack([16, 8, 1])],
  ] satisfies [string, RankerOptions["layers"]][])(
    "learns as %s what features say together",
    async (_name, layers) => {
      const model = ranker({ layers });
      const history = await model.fit(train, { ...fitOptions(), epochs: 40 });
      const { rmse, mae, loss, ...others } = await model.evaluate(test);
      expect(rmse).toBeLessThan(0.5);
      expect(mae).toBeLessThanOrEqual(rmse as number);
      expect(loss).toBeCloseTo((rmse as number) ** 2, 6);
      expect(others).toEqual({ counts: { rows: 100, outOfVocabulary: 0 } });
      const [first] = history.epochs;
      expect(first?.loss).toBeGreaterThan(history.epochs.at(-1)?.loss as number);
      expect(history.warnings).toEqual([]);
    },
  );

  it("predicts for any rows what it was measured by", async () => {
    const { model } = await fitted();
    const predictions = await model.predict(test);
    const stars = columnOf(test, "stars") as number[];
    const mean = predictions.reduce((sum, p, i) => sum + Math.abs(p - stars[i]), 0) / 100;
    expect((await model.evaluate(test)).mae).toBeCloseTo(mean, 6);
    const { stars: _, ...unlabelled } = columnsOf(test);
    expect(await model.predict(tableFromColumns(unlabelled))).toEqual(predictions);
    expect(await model.predict(rowsOf(test, [7]))).toEqual(predictions.slice(7, 8));
  });

  it("predicts probabilities of yes after the logistic loss", async () => {
    const { model } = await fitted({
      label: "click",
      task: ranking({ loss: logistic(), reduction: "mean" }),
    });
    const found = await model.evaluate(test);
    expect(found.auc).toBeGreaterThan(0.99);
    expect(found.accuracy).toBeGreaterThan(0.95);
    expect(found.logLoss).toBe(found.loss);
    expect(found.logLoss).toBeLessThan(0.2);
    expect(found.rmse).toBeUndefined();
    const [predictions, labels] = [await model.predict(test), columnOf(test, "click")];
    const logLoss = predictions.reduce(
      (sum, p, row) => sum - Math.log(labels[row] === 1 ? p : 1 - p),
      0,
    );
    expect(found.logLoss).toBeCloseTo(logLoss / 100, 4);
  });

  it("measures the order within groups where there are some, whatever the loss", async () => {
    const { model } = await fitted({ group: "user_id", task: ranking({ loss: huber() }) });
    const { ndcg, rmse, counts } = await model.evaluate(test);
    expect(ndcg).toBeGreaterThan(0.97);
    expect(rmse).toBeLessThan(1);
    expect(counts.lists).toBe(12);
    const alone = await fitted({ task: ranking({ loss: huber() }) });
    expect(await alone.model.predict(test)).toEqual(await model.predict(test));
  });

  it("tells loss and penalties apart, and shrinks by them", async () => {
    const plain = await fitted();
    const { history } = await fitted({ layers: dcn({ layers: 1, deep: [16], l2: 0.01 }) });
    const last = history.epochs.at(-1);
    expect(last?.regularizationLoss).toBeGreaterThan(0);
    expect(last?.totalLoss).toBeCloseTo(
      (last?.loss as number) + (last?.regularizationLoss as number),
      6,
    );
    expect(plain.history.epochs.at(-1)?.regularizationLoss).toBe(0);
  });

  it("learns nothing from rows without a label, or of weight 0", async () => {
    const stars = columnOf(train, "stars") as number[];
    const half = stars.map((value, row) => (row % 2 === 0 ? value : null));
    const partly = ranker({ label: "known" });
    const table = tableFromColumns({
      ...columnsOf(train),
      known: half,
      wrong: stars.map((value, row) => (row % 2 === 0 ? value : 99)),
      weight: stars.map((_, row) => (row % 2 === 0 ? 1 : 0)),
    });
    await partly.fit(table, fitOptions());
    expect((await partly.evaluate(table)).counts.rows).toBe(200);
    const weighed = ranker({ label: "wrong" });
    const { epochs } = await weighed.fit(table, { ...fitOptions(), weights: "weight" });
    expect(epochs.at(-1)?.loss).toBeLessThan(0.5);
    const none = tableFromColumns({ ...columnsOf(train), known: stars.map(() => null) });
    await expect(ranker({ label: "known" }).fit(none, fitOptions())).rejects.toThrow(
      "train has no row with a known",
    );
  });

  it("validates every n epochs and after the last, and trains the same with and without", async () => {
    const [plain, watched] = [ranker(), ranker()];
    await plain.fit(train, { ...fitOptions(), epochs: 5 });
    const { epochs } = await watched.fit(train, {
      ...fitOptions(),
      epochs: 5,
      validation: { table: test, every: 2, train: true },
    });
    expect(epochs.map(({ validation }) => validation !== undefined)).toEqual([
      false,
      true,
      false,
      true,
      true,
    ]);
    const { counts: _, ...measures } = await watched.evaluate(test);
    expect(epochs.at(-1)?.validation).toEqual(measures);
    expect(epochs.at(-1)?.train?.rmse).toBe((await watched.evaluate(train)).rmse);
    expect(await watched.predict(test)).toEqual(await plain.predict(test));
    const stopped = await ranker().fit(train, {
      ...fitOptions(),
      epochs: 200,
      validation: { table: test },
      callbacks: [earlyStopping({ monitor: "validation.rmse", patience: 1 })],
    });
    expect(stopped.stoppedBy).toBe("earlyStopping");
  });

  it("gives the same bits on one thread and on two, and others for another seed", async () => {
    const predicted = async (threads: number, seed: number) => {
      const runtime = await createRuntime({ threads });
      const model = ranker({ seed });
      await model.fit(train, { ...fitOptions(), epochs: 2, runtime });
      const predictions = await model.predict(test, { runtime });
      await runtime.close();
      return predictions;
    };
    const one = await predicted(1, 42);
    expect(await predicted(2, 42)).toEqual(one);
    expect(await predicted(1, 43)).not.toEqual(one);
  });

  it("goes on from a checkpoint to the same bits, and refuses one of another training", async () => {
    let kept: TrainingState | undefined;
    const store: CheckpointStore = {
      read: async () => kept,
      write: async (state) => {
        kept = structuredClone(state);
      },
    };
    const options = () => ({ ...fitOptions(), epochs: 3 });
    const [whole, resumed] = [ranker(), ranker()];
    const history = await whole.fit(train, options());
    const controller = new AbortController();
    const broken = ranker().fit(train, {
      ...options(),
      checkpoint: { store },
      signal: controller.signal,
      onProgress: ({ epoch, step }) => {
        if (epoch === 2 && step === 3) controller.abort(new Error("killed"));
      },
    });
    await expect(broken).rejects.toThrow("killed");
    expect(kept?.epoch).toBe(1);
    const goingOn = { ...options(), checkpoint: { store, resume: true } };
    const found = await resumed.fit(train, goingOn);
    expect(await resumed.predict(test)).toEqual(await whole.predict(test));
    expect(found.epochs.map(({ loss }) => loss)).toEqual(history.epochs.map(({ loss }) => loss));
    await expect(ranker({ label: "click" }).fit(train, goingOn)).rejects.toThrow("its label is");
    const others = tableFromColumns({ ...columnsOf(train), stars: rowsFilled(2) });
    await expect(ranker().fit(others, goingOn)).rejects.toThrow("its data.rows is");
  });

  it("trains on, and learns values that are new", async () => {
    const { model } = await fitted();
    const before = await model.evaluate(test);
    const stranger = tableFromColumns({
      user_id: Array.from({ length: 40 }, () => "newcomer"),
      film: Array.from({ length: 40 }, (_, i) => `film ${i % 8}`),
      age: Array.from({ length: 40 }, () => 30),
      stars: Array.from({ length: 40 }, () => 3),
    });
    expect((await model.evaluate(stranger)).counts.outOfVocabulary).toBe(40);
    await model.fitMore(stranger, { optimizer: adam(0.01), batchSize: 10, epochs: 20 });
    const { rmse, counts } = await model.evaluate(stranger);
    expect(counts.outOfVocabulary).toBe(0);
    expect(rmse).toBeLessThan(0.5);
    expect((await model.evaluate(test)).rmse).toBeGreaterThan((before.rmse as number) * 0.9);
  });

  it("says when it has learnt nothing", async () => {
    const { warnings } = await ranker().fit(train, {
      optimizer: adagrad(1e-6),
      batchSize: 50,
      epochs: 8,
    });
    expect(warnings).toHaveLength(2);
    expect(warnings[1]).toMatch(/epoch 8: the loss .* above that of knowing nothing/);
  });

  it("stays as it was where it is refused or training goes wrong", async () => {
    const { model } = await fitted();
    const before = await model.predict(test);
    const bad: [TableLike, string][] = [
      [tableFromColumns({ user_id: [], film: [], age: [], stars: [] }), "train is empty"],
      [
        tableFromColumns({ ...columnsOf(train), stars: rowsFilled("five") }),
        "must be a finite number",
      ],
      [tableFromColumns({ user_id: ["u1"], film: ["film 1"], age: [30] }), "stars"],
      [tableFromColumns({ user_id: ["u1"], film: ["film 1"], stars: [1] }), "age"],
    ];
    for (const [table, message] of bad) {
      await expect(model.fit(table, fitOptions())).rejects.toThrow(message);
    }
    await expect(
      model.fit(train, { ...fitOptions(), validation: { table: test, every: 0 } }),
    ).rejects.toThrow("validation.every");
    const yesNo = ranker({ task: ranking({ loss: logistic() }) });
    await expect(yesNo.fit(train, fitOptions())).rejects.toThrow("takes labels from 0 to 1");
    const huge = tableFromColumns({ ...columnsOf(train), stars: rowsFilled(1e30) });
    await expect(model.fit(huge, fitOptions())).rejects.toThrow("training diverged in epoch 1");
    expect(await model.predict(test)).toEqual(before);
    await expect(ranker().predict(test)).rejects.toThrow("predict needs a trained model");
  });
});

const columnsOf = (table: TableLike): Record<string, unknown[]> =>
  Object.fromEntries(table.columnNames().map((name) => [name, Array.from(columnOf(table, name))]));

const rowsOf = (table: TableLike, rows: readonly number[]) =>
  tableFromColumns(
    Object.fromEntries(
      Object.entries(columnsOf(table)).map(([name, values]) => [
        name,
        rows.map((row) => values[row]),
      ]),
    ),
  );

const rowsFilled = (value: unknown) => Array.from({ length: 400 }, () => value);
