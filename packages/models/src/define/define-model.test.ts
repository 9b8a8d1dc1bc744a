import { loadRecommender } from "@towerkit/bundle";
import { columnOf, tableFromColumns } from "@towerkit/core";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { camps, campTowers } from "../../test/camps.js";
import { adagrad } from "../optimizers/adagrad.js";
import { sgd } from "../optimizers/sgd.js";
import type { CheckpointStore, TrainingState } from "../training/checkpoint.js";
import { defineModel } from "./define-model.js";
import type { LossBatch } from "./loss.js";

const { train, movies } = camps();
const users = Array.from(columnOf(train, "user_id")) as string[];
const rated = tableFromColumns({
  user_id: users,
  movie_title: Array.from(columnOf(train, "movie_title")),
  user_rating: users.map((user) => (Number(user.slice(1)) % 2 === 0 ? 5 : 1)),
});

/** Matrix factorisation: the squared error of `bias + query · candidate`. */
function squaredErrors({
  rows,
  table,
  outputs,
  widths,
  parameters,
}: LossBatch<"query" | "candidate", "bias">) {
  const labels = columnOf(table, "user_rating") as ArrayLike<number>;
  const gradients = {
    query: new Float32Array(outputs.query.length),
    candidate: new Float32Array(outputs.candidate.length),
  };
  const bias = Float32Array.of(0);
  const dim = widths.query;
  let lossSum = 0;
  for (let i = 0; i < rows.length; i++) {
    let error = (parameters.bias[0] as number) - (labels[rows[i] as number] as number);
    for (let d = i * dim; d < (i + 1) * dim; d++) {
      error += (outputs.query[d] as number) * (outputs.candidate[d] as number);
    }
    lossSum += error * error;
    bias[0] = (bias[0] as number) + 2 * error;
    for (let d = i * dim; d < (i + 1) * dim; d++) {
      gradients.query[d] = 2 * error * (outputs.candidate[d] as number);
      gradients.candidate[d] = 2 * error * (outputs.query[d] as number);
    }
  }
  return { lossSum, gradients, parameterGradients: { bias } };
}

const factorisation = () =>
  defineModel({
    towers: campTowers(),
    parameters: { bias: Float32Array.of(0) },
    loss: squaredErrors,
  });
const options = () => ({
  candidates: movies,
  optimizer: adagrad(0.1),
  batchSize: 16,
  epochs: 20,
});

describe("defineModel", () => {
  it("learns by a loss of one's own", async () => {
    const model = factorisation();
    const { epochs } = await model.fit(rated, options());
    expect(epochs[0]?.loss).toBeGreaterThan(1);
    expect((await model.evaluate(rated)).loss).toBeLessThan(0.3);
    expect(model.parameters.bias[0]).not.toBe(0);
  });

  it("measures the same loss in batches of any size", async () => {
    const model = factorisation();
    await model.fit(rated, { ...options(), epochs: 1 });
    const { loss } = await model.evaluate(rated);
    expect((await model.evaluate(rated, { batchSize: 7 })).loss).toBeCloseTo(loss, 9);
  });

  it("goes on from a checkpoint to the same bits", async () => {
    let kept: TrainingState | undefined;
    const store: CheckpointStore = {
      read: async () => kept,
      write: async (state) => {
        kept ??= structuredClone(state);
      },
    };
    const [whole, resumed] = [factorisation(), factorisation()];
    await whole.fit(rated, { ...options(), checkpoint: { store } });
    expect(kept?.epoch).toBe(1);
    await resumed.fit(rated, { ...options(), checkpoint: { store, resume: true } });
    expect(await resumed.embed("candidate", movies)).toEqual(
      await whole.embed("candidate", movies),
    );
    expect(resumed.parameters).toEqual(whole.parameters);
    const others = tableFromColumns({
      user_id: users,
      movie_title: Array.from(columnOf(train, "movie_title")),
      user_rating: users.map(() => 3),
    });
    await expect(
      factorisation().fit(others, { ...options(), checkpoint: { store, resume: true } }),
    ).rejects.toThrow("its data.user_rating is");
  });

  it("trains on, with rows of their own for new users, and the rest as it was to the bit", async () => {
    const model = factorisation();
    await model.fit(rated, options());
    const dir = temporaryFolder();
    await model.save(dir, { candidates: movies, itemKey: "movie_title", queryKey: "user_id" });
    const before = await model.embed("query", rated);
    const { bias } = { bias: model.parameters.bias.slice() };
    const rows = tableFromColumns({
      user_id: ["newcomer", "newcomer"],
      movie_title: ["film 0", "film 1"],
      user_rating: [5, 1],
    });
    const more = { ...options(), epochs: 40, batchSize: 2 };
    const { epochs } = await model.fitMore(rows, { ...more, optimizer: adagrad(0.1) });
    expect(epochs[39]?.loss).toBeLessThan((epochs[0]?.loss as number) / 4);
    expect(model.parameters.bias).not.toEqual(bias);
    expect(await model.embed("query", rated)).toEqual(before);
    const loaded = await factorisation().load(dir);
    await loaded.fitMore(rows, { ...more, optimizer: adagrad(0.1) });
    expect(await loaded.embed("query", rows)).toEqual(await model.embed("query", rows));
    expect(loaded.parameters).toEqual(model.parameters);
    await expect(factorisation().fitMore(rows, more)).rejects.toThrow("fitMore needs a trained");
    const kept = await model.embed("query", rows);
    const diverging = { ...more, optimizer: sgd(1e30) };
    await expect(model.fitMore(rows, diverging)).rejects.toThrow("diverged");
    expect(await model.embed("query", rows)).toEqual(kept);
  });

  it("hands on what the optimizer knows of towers and parameters", async () => {
    const whole = { ...options(), batchSize: 1000 };
    const momentum = () => sgd(0.0005, { momentum: 0.9 });
    const [straight, inTwo] = [factorisation(), factorisation()];
    await straight.fit(rated, { ...whole, epochs: 4, optimizer: momentum() });
    const optimizer = momentum();
    await inTwo.fit(rated, { ...whole, epochs: 2, optimizer });
    await inTwo.fitMore(rated, { ...whole, epochs: 2, optimizer });
    expect(inTwo.parameters.bias[0]).toBeCloseTo(straight.parameters.bias[0] as number, 5);
    const fresh = factorisation();
    await fresh.fit(rated, { ...whole, epochs: 2, optimizer: momentum() });
    await fresh.fitMore(rated, { ...whole, epochs: 2, optimizer: momentum() });
    const gap = (fresh.parameters.bias[0] as number) - (straight.parameters.bias[0] as number);
    expect(Math.abs(gap)).toBeGreaterThan(1e-3);
  });

  it("is saved, served and loaded with the same bits", async () => {
    const model = factorisation();
    await model.fit(rated, options());
    const dir = temporaryFolder();
    await model.save(dir, { candidates: movies, itemKey: "movie_title", queryKey: "user_id" });
    const loaded = await factorisation().load(dir);
    expect(await loaded.evaluate(rated)).toEqual(await model.evaluate(rated));
    const recommender = await loadRecommender(dir);
    expect((await recommender.recommend({ user_id: "u0" }, { k: 3 })).items).toHaveLength(3);
    const other = defineModel({
      towers: campTowers(),
      parameters: { scale: Float32Array.of(1, 1) },
      loss: () => ({ lossSum: 0, gradients: {} as never }),
    });
    await expect(other.load(dir)).rejects.toThrow("settings.parameters.scale must hold 2 numbers");
  });

  it("refuses what cannot be trained or saved", async () => {
    expect(() => defineModel({ towers: {}, loss: squaredErrors as never })).toThrow(
      "towers is empty",
    );
    const { query, candidate } = campTowers();
    const forgetful = defineModel({
      towers: { query, candidate },
      loss: ({ outputs }) => ({ lossSum: 1, gradients: { query: outputs.query } as never }),
    });
    await expect(forgetful.fit(rated, options())).rejects.toThrow("no gradients of candidate");
    const lonely = defineModel({
      towers: { query },
      loss: ({ outputs }) => ({ lossSum: 1, gradients: { query: outputs.query.slice() } }),
    });
    await expect(lonely.evaluate(rated)).rejects.toThrow("call fit or load first");
    await lonely.fit(rated, { ...options(), epochs: 1 });
    await expect(
      lonely.save(temporaryFolder(), {
        candidates: movies,
        itemKey: "movie_title",
        queryKey: null,
      }),
    ).rejects.toThrow("this model has query");
    const diverging = defineModel({
      towers: { query },
      loss: ({ outputs }) => ({ lossSum: Number.NaN, gradients: { query: outputs.query } }),
    });
    await expect(diverging.fit(rated, options())).rejects.toThrow("training diverged in epoch 1");
  });
});
