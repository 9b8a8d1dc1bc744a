import { readBundle } from "@towerkit/bundle";
import { columnOf, tableFromColumns } from "@towerkit/core";
import { logistic, ranking, retrieval } from "@towerkit/tasks";
import { temporaryFolder } from "@towerkit/test-utils";
import { denseStack } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { campModel, camps } from "../../test/camps.js";
import {
  fitOptions,
  fitted,
  multi,
  rated,
  rating,
  testRated,
  trainRated,
} from "../../test/rated-camps.js";
import { adagrad } from "../optimizers/adagrad.js";
import type { CheckpointStore, TrainingState } from "../training/checkpoint.js";
import { MultiTask } from "./multi-task.js";

const { train, test, movies } = camps();

describe("MultiTask", () => {
  it("learns to retrieve and to rate from the same rows", async () => {
    const { model, history } = await fitted();
    const { top_k, heads } = await model.evaluate(testRated, { exclude: trainRated });
    expect(top_k["1"]).toBe(1);
    expect(heads["rating"]?.rows).toBe(testRated.numRows());
    expect(heads["rating"]?.rmse).toBeLessThan(0.5);
    const last = history.epochs.at(-1);
    expect(Object.keys(last?.tasks ?? {})).toEqual(["retrieval", "rating"]);
    expect(last?.loss).toBeLessThan(last?.chance ?? 0);
    expect(await model.predictRating({ user_id: "u0" }, "film 0")).toBeGreaterThan(4);
    expect(await model.predictRating({ user_id: "u1" }, "film 1")).toBeLessThan(2);
  });

  it("is a TwoTower, to the bit, where the head weighs nothing", async () => {
    const { model, history } = await fitted({ weights: { retrieval: 1, rating: 0 } });
    const alone = campModel();
    const expected = await alone.fit(train, { ...fitOptions, optimizer: adagrad(0.1) });
    expect(await model.embedCandidates()).toEqual(await alone.embedCandidates());
    expect(history.epochs.map(({ loss }) => loss)).toEqual(expected.epochs.map(({ loss }) => loss));
    const asked = [{ user_id: "u3" }];
    expect(await model.embedQueries(asked)).toEqual(await alone.embedQueries(asked));
    const { heads: _, ...metrics } = await model.evaluate(test);
    expect(metrics).toEqual(await alone.evaluate(test));
  });

  it("tells the loss as the weighted sum of the tasks' means, and the variance as the rating's chance", async () => {
    const { history } = await fitted();
    const { loss, tasks } = history.epochs[3] as (typeof history.epochs)[number];
    expect(loss).toBeCloseTo((tasks?.["retrieval"] ?? 0) + 5 * (tasks?.["rating"] ?? 0), 9);
    const guessing = await fitted({ weights: { retrieval: 0, rating: 1 } });
    // Half of the labels are 5 and half 1: their variance is 4.
    expect(guessing.history.epochs[0]?.chance).toBeCloseTo(4, 9);
  });

  it("follows the gradient that differences of the loss show", async () => {
    const step = 1e-3;
    const lossAt = async (shift: number, at: number, name: string) => {
      // Smooth, as differences would see the kink of a ReLU.
      const layers = denseStack([8, 1], { activation: "tanh" });
      const model = multi({ heads: { rating: { ...rating, layers } } });
      const shifted = {
        name: "shift",
        onFitStart: ({ tables }: { tables: ReadonlyMap<string, { data: Float32Array }> }) => {
          const table = tables.get(name);
          if (table === undefined) throw new Error(`no ${name} in ${[...tables.keys()].join()}`);
          table.data[at] = (table.data[at] as number) + shift;
        },
      };
      const gradients = new Map<string, number>();
      const still = {
        name: "still",
        step({ table, values, rows }: Parameters<ReturnType<typeof adagrad>["step"]>[0]) {
          const row = rows.indexOf(Math.floor(at / table.dim));
          if (row >= 0)
            gradients.set(table.name, values[row * table.dim + (at % table.dim)] as number);
        },
        stateOf: () => ({}),
        restoreState: () => {},
        toJSON: () => ({ name: "still" }),
      };
      const rows = 40;
      const few = tableFromColumns(
        Object.fromEntries(
          trainRated
            .columnNames()
            .map((column) => [column, Array.from(columnOf(trainRated, column)).slice(0, rows)]),
        ),
      );
      const history = await model.fit(few, {
        candidates: movies,
        optimizer: still,
        batchSize: rows,
        epochs: 1,
        callbacks: [shifted],
      });
      const tasks = history.epochs[0]?.tasks;
      const loss = (tasks?.["retrieval"] ?? 0) * rows + 5 * (tasks?.["rating"] ?? 0);
      return { loss, gradients };
    };
    for (const [name, at] of [
      ["query/user_id", 8],
      ["candidate/movie_title", 9],
      ["heads/rating/layers/1-dense/kernel", 3],
    ] as const) {
      const [above, below, here] = [
        await lossAt(step, at, name),
        await lossAt(-step, at, name),
        await lossAt(0, at, name),
      ];
      const table = name.startsWith("heads") ? name.slice(13) : name.slice(name.indexOf("/") + 1);
      const slope = (above.loss - below.loss) / (2 * step);
      expect(Math.abs(slope)).toBeGreaterThan(1e-3);
      const found = here.gradients.get(table) as number;
      expect(Math.abs(found / slope - 1)).toBeLessThan(0.005);
    }
  });

  it("learns nothing for a head from rows that have no label", async () => {
    const values = Array.from(columnOf(trainRated, "user_rating"));
    const half = rated(train, { user_rating: values.map((value, i) => (i % 3 ? value : null)) });
    const model = multi();
    await model.fit(half, { ...fitOptions, optimizer: adagrad(0.1) });
    const { heads } = await model.evaluate(half);
    expect(heads["rating"]?.rows).toBe(values.filter((_, i) => i % 3).length);
    expect(heads["rating"]?.rmse).toBeLessThan(0.5);
    expect((await model.evaluate(test)).heads).toEqual({});
  });

  it("weighs its tasks itself where it is told to", async () => {
    const { model, history } = await fitted({ weights: "uncertainty" });
    expect(history.epochs.at(-1)?.tasks?.["rating"]).toBeLessThan(1);
    const dir = temporaryFolder();
    await model.save(dir);
    const { settings } = (await readBundle(dir)).manifest;
    expect(settings).toMatchObject({ weights: "uncertainty" });
    const kept = settings["logVariances"] as Record<string, number>;
    expect(kept["rating"]).toBeLessThan(0);
  });

  it("keeps what each task weighs, whatever the heads are called", async () => {
    const alike = { label: "user_rating", layers: denseStack([4, 1]), task: ranking() };
    const { model } = await fitted({
      heads: { zeta: rating, alpha: alike },
      weights: "uncertainty",
    });
    const dirs = [temporaryFolder(), temporaryFolder()];
    await model.save(dirs[0] as string);
    await (await MultiTask.load(dirs[0] as string)).save(dirs[1] as string);
    const [first, second] = await Promise.all(
      dirs.map(async (dir) => (await readBundle(dir)).manifest.settings["logVariances"]),
    );
    expect(Object.keys(first as object).sort()).toEqual(["alpha", "retrieval", "zeta"]);
    expect(second).toEqual(first);
  });

  it("validates ranks and errors between epochs", async () => {
    const history = await multi().fit(trainRated, {
      ...fitOptions,
      epochs: 2,
      validation: { table: testRated },
    });
    const measures = history.epochs[1]?.validation;
    expect(measures?.heads["rating"]?.rows).toBe(testRated.numRows());
    expect(measures?.loss).toBeGreaterThan(0);
    expect(measures?.top_k["100"]).toBe(1);
  });

  it("gives the same bits when it goes on from a checkpoint", async () => {
    let kept: TrainingState | undefined;
    const store: CheckpointStore = {
      read: async () => kept,
      write: async (state) => {
        kept ??= structuredClone(state);
      },
    };
    const weights = "uncertainty";
    const whole = multi({ weights });
    const options = { ...fitOptions, epochs: 4 };
    await whole.fit(trainRated, { ...options, optimizer: adagrad(0.1), checkpoint: { store } });
    expect(kept?.epoch).toBe(1);
    const resumed = multi({ weights });
    await resumed.fit(trainRated, {
      ...options,
      optimizer: adagrad(0.1),
      checkpoint: { store, resume: true },
    });
    expect(await resumed.embedCandidates()).toEqual(await whole.embedCandidates());
    expect(await resumed.predict(testRated)).toEqual(await whole.predict(testRated));
    const other = multi({ weights: { retrieval: 1, rating: 2 } });
    await expect(
      other.fit(trainRated, { ...options, checkpoint: { store, resume: true } }),
    ).rejects.toThrow("its weights is");
  });

  it("predicts probabilities by a head that learnt clicks", async () => {
    const clicked = rated(train, {
      click: Array.from(columnOf(train, "user_id"), (user) => Number(String(user).slice(1)) % 2),
    });
    const model = multi({
      heads: {
        rating,
        click: { label: "click", layers: denseStack([8, 1]), task: ranking({ loss: logistic() }) },
      },
      weights: { retrieval: 1, rating: 1, click: 1 },
    });
    await model.fit(clicked, fitOptions);
    const clicks = await model.predict(clicked, { head: "click" });
    expect(Math.min(...clicks)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...clicks)).toBeLessThanOrEqual(1);
    expect((await model.evaluate(clicked)).heads["click"]?.mae).toBeLessThan(0.2);
    expect(await model.predict(clicked)).toEqual(await model.predict(clicked, { head: "rating" }));
    await expect(model.predict(clicked, { head: "buy" })).rejects.toThrow(
      'no head "buy"; the heads are rating, click',
    );
  });
});

describe("a MultiTask that cannot be", () => {
  it.each([
    [{ heads: {} }, "heads is empty"],
    [{ heads: { retrieval: rating } }, 'heads: "retrieval" cannot be'],
    [{ heads: { "a/b": rating } }, 'heads: "a/b" cannot be'],
    [{ heads: { rating: { ...rating, label: 3 } } }, "heads.rating.label must be"],
    [{ heads: { rating: { ...rating, task: retrieval() } } }, "heads.rating.task must be"],
    [
      { heads: { rating: { ...rating, task: ranking({ loss: logistic() }) } } },
      "the logistic loss gives logits",
    ],
    [{ weights: { retrieval: 1 } }, "weights.rating is missing"],
    [{ weights: { retrieval: 0, rating: 0 } }, "every weight is 0"],
  ])("is refused: %j", (options, message) => {
    expect(() => multi(options as never)).toThrow(message);
  });

  it("is refused when it is fitted, before anything moves", async () => {
    const wide = multi({ heads: { rating: { ...rating, layers: denseStack([8, 2]) } } });
    await expect(wide.fit(trainRated, fitOptions)).rejects.toThrow("must end in one number");
    await expect(multi().fit(train, fitOptions)).rejects.toThrow('no column "user_rating"');
    const text = rated(train, {
      user_rating: Array.from({ length: train.numRows() }, () => "good"),
    });
    await expect(multi().fit(text, fitOptions)).rejects.toThrow("a label must be a finite number");
    await expect(multi().predictRating({}, "film 0")).rejects.toThrow("call fit first");
  });

  it("knows only the catalogue's items", async () => {
    const { model } = await fitted();
    await expect(model.predictRating({ user_id: "u1" }, "Heat")).rejects.toThrow("no item");
    const strange = tableFromColumns({ user_id: ["u1"], movie_title: ["Heat"] });
    await expect(model.predict(strange)).rejects.toThrow("not among the candidates");
  });
});
