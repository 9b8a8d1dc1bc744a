import { ConfigError, tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { retrieval } from "@towerkit/tasks";
import { tower } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { campModel, camps, ratings } from "../../test/camps.js";
import { adagrad } from "../optimizers/adagrad.js";
import { TwoTower } from "./two-tower.js";

const { train, test, movies } = camps();
const training = { candidates: movies, batchSize: 16, epochs: 30 };
const fitted = async (options: Parameters<typeof campModel>[0] = {}) => {
  const model = campModel(options);
  const history = await model.fit(train, { ...training, optimizer: adagrad(0.1) });
  return { model, history };
};

describe("TwoTower.fit", () => {
  it("learns which films a camp likes, with and without the log-q correction", async () => {
    for (const samplingCorrection of [true, false]) {
      const { model, history } = await fitted({ samplingCorrection });
      const last = history.epochs.at(-1);
      expect(last?.loss).toBeLessThan(last?.chance as number);
      const { top_k } = await model.evaluate(test, { exclude: train });
      expect(top_k["1"]).toBe(1);
    }
  });

  it("tells loss and chance of every epoch, and what it merged", async () => {
    const doubled = tableFromColumns({
      movie_title: [...(movies.array("movie_title") as string[]), "film 0"],
    });
    const history = await campModel().fit(train, {
      candidates: doubled,
      optimizer: adagrad(0.1),
      epochs: 2,
    });
    expect(history.epochs).toHaveLength(2);
    expect(history.counts).toEqual({ outOfVocabulary: 0, mergedCandidates: 1 });
    expect(history.warnings).toEqual([]);
  });

  it("gives the same bits for the same seed and others for another", async () => {
    const [one, again, other] = await Promise.all(
      [42, 42, 43].map(async (seed) => (await fitted({ seed })).model.embedCandidates()),
    );
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it("visits the rows in another order each epoch, so that batches differ", async () => {
    const losses: number[] = [];
    await campModel().fit(train, {
      candidates: movies,
      optimizer: adagrad(1e-12),
      batchSize: 16,
      epochs: 2,
      onProgress: ({ loss, step }) => step === 1 && losses.push(loss),
    });
    expect(losses[0]).not.toBe(losses[1]);
  });

  it("counts epochs and steps from 1 and sees every row once an epoch", async () => {
    const seen: string[] = [];
    await campModel().fit(train, {
      ...training,
      optimizer: adagrad(0.1),
      batchSize: 50,
      epochs: 2,
      onProgress: ({ epoch, epochs, step, steps }) =>
        seen.push(`${epoch}/${epochs} ${step}/${steps}`),
    });
    expect(seen).toEqual(["1/2 1/3", "1/2 2/3", "1/2 3/3", "2/2 1/3", "2/2 2/3", "2/2 3/3"]);
  });

  it("takes a batch larger than the data for all of it", async () => {
    const history = await campModel().fit(train, {
      candidates: movies,
      optimizer: adagrad(0.1),
      batchSize: 100_000,
    });
    expect(history.epochs).toHaveLength(3);
    expect(history.epochs[2]?.loss).toBeLessThan(history.epochs[0]?.loss as number);
  });

  it("learns nothing from batches of one row, and says so", async () => {
    const options = { candidates: movies, optimizer: adagrad(0.1), epochs: 1 };
    const [ones, untrained] = [campModel(), campModel()];
    const history = await ones.fit(train, { ...options, batchSize: 1 });
    expect(history.epochs[0]).toMatchObject({ loss: 0, chance: 0 });
    expect(history.warnings).toEqual([
      expect.stringContaining("no batch held two different items"),
    ]);
    await untrained.fit(train, { ...options, optimizer: adagrad(1e-30) });
    expect(await ones.embedCandidates()).toEqual(await untrained.embedCandidates());
  });

  it("weighs a row's share in the loss, and in nothing else", async () => {
    const rows = tableFromColumns({
      user_id: ["u0", "u1"],
      movie_title: ["film 1", "film 0"],
      weight: [3, 1],
    });
    const model = campModel({ samplingCorrection: false });
    // So small a learning rate moves no weight by a bit, so that the loss is that of what is embedded.
    const { epochs } = await model.fit(rows, {
      candidates: movies,
      optimizer: adagrad(1e-30),
      epochs: 1,
      weights: "weight",
    });
    const users = await model.embedQueries([{ user_id: "u0" }, { user_id: "u1" }]);
    const films = await model.embedCandidates();
    const score = (user: number, film: number) =>
      Array.from({ length: 8 }, (_, d) => users[user * 8 + d] * films[film * 8 + d]).reduce(
        (sum, product) => sum + product,
      );
    const rowLoss = (row: number) =>
      Math.log(Math.exp(score(row, 0)) + Math.exp(score(row, 1))) - score(row, 1 - row);
    expect(epochs[0]?.loss).toBeCloseTo((3 * rowLoss(0) + rowLoss(1)) / 4, 6);
    expect(epochs[0]?.loss).not.toBeCloseTo((rowLoss(0) + rowLoss(1)) / 2, 6);
    expect(epochs[0]?.chance).toBeCloseTo(Math.log(2), 12);
  });

  it("does not begin where the signal was given before", async () => {
    const signal = AbortSignal.abort(new Error("too late"));
    const told: unknown[] = [];
    const fit = campModel().fit(train, {
      ...training,
      optimizer: adagrad(0.1),
      signal,
      onProgress: (progress) => told.push(progress),
    });
    await expect(fit).rejects.toThrow("too late");
    expect(told).toEqual([]);
  });

  it("stops at an abort and leaves the model as it was", async () => {
    const { model } = await fitted();
    const before = await model.embedCandidates();
    const abort = new AbortController();
    const again = model.fit(train, {
      ...training,
      optimizer: adagrad(0.1),
      signal: abort.signal,
      onProgress: ({ epoch }) => epoch === 2 && abort.abort(new Error("enough")),
    });
    await expect(again).rejects.toThrow("enough");
    expect(await model.embedCandidates()).toEqual(before);
  });

  it("warns when the loss ends above chance", async () => {
    const told: string[] = [];
    const history = await campModel().fit(train, {
      candidates: movies,
      optimizer: adagrad(50),
      batchSize: 16,
      epochs: 1,
      onWarning: (message) => told.push(message),
    });
    expect(told[0]).toContain("above chance");
    expect(history.warnings).toEqual(told);
  });

  it.each([
    ["batchSize", { batchSize: 0 }],
    ["batchSize", { batchSize: 1.5 }],
    ["epochs", { epochs: Number.NaN }],
  ])("refuses a bad %s before training", async (name, bad) => {
    const fit = campModel().fit(train, { candidates: movies, optimizer: adagrad(0.1), ...bad });
    await expect(fit).rejects.toThrow(ConfigError);
    await expect(fit).rejects.toThrow(name);
  });

  it("refuses an empty table, an item that is no candidate and a weight below 0", async () => {
    const optimizer = adagrad(0.1);
    const fit = (rows: Parameters<typeof ratings>[0]) =>
      campModel().fit(ratings(rows), { candidates: movies, optimizer });
    await expect(fit([])).rejects.toThrow("train is empty");
    await expect(fit([{ user_id: "u", movie_title: "nowhere" }])).rejects.toThrow(
      'movie_title "nowhere" of row 0 (from 0) is not among the candidates',
    );
    const negative = tableFromColumns({ user_id: ["u"], movie_title: ["film 0"], weight: [-1] });
    await expect(
      campModel().fit(negative, { candidates: movies, optimizer, weights: "weight" }),
    ).rejects.toThrow("weight of row 0 (from 0) is -1");
  });
});

describe("TwoTower", () => {
  it("refuses towers of different widths when it is made", () => {
    expect(
      () =>
        new TwoTower({
          query: tower({ user_id: stringLookup().embedding(8) }),
          candidate: tower({ movie_title: stringLookup().embedding(16) }),
          task: retrieval(),
        }),
    ).toThrow("the query tower is 8 wide and the candidate tower 16");
  });

  it("asks for the item key where the candidate tower has several inputs", () => {
    const parts = {
      query: tower({ user_id: stringLookup().embedding(16) }),
      candidate: tower({
        movie_id: stringLookup().embedding(8),
        movie_title: stringLookup().embedding(8),
      }),
      task: retrieval(),
    };
    expect(() => new TwoTower(parts)).toThrow("name the column that identifies an item");
    expect(new TwoTower({ ...parts, itemKey: "movie_id" }).itemKey).toBe("movie_id");
  });

  it("says that it needs training before it can do anything else", async () => {
    await expect(campModel().evaluate(test)).rejects.toThrow("evaluate needs a trained model");
    await expect(campModel().recommender()).rejects.toThrow("call fit first");
  });

  it("accepts only tables and queries with the columns of its towers", async () => {
    const { model } = await fitted();
    const recommender = await model.recommender();
    // @ts-expect-error a query of this model has a user_id
    await expect(recommender.recommend({ user: "u0" })).rejects.toThrow(ConfigError);
    const typed = tableFromColumns({ user: ["u0"] });
    // @ts-expect-error a train table of this model has a user_id
    const wrong = model.fit(typed, { ...training, optimizer: adagrad(0.1) });
    await expect(wrong).rejects.toThrow(ConfigError);
  });
});

describe("TwoTower.recommender", () => {
  it("leaves out what its user was trained on", async () => {
    const { model } = await fitted();
    const recommender = await model.recommender({ exclude: train });
    const { items } = await recommender.recommend({ user_id: "u0" }, { k: 12 });
    expect(items).toHaveLength(7);
    expect(items[0]?.title).toBe("film 0");
  });

  it("answers a user it never saw with the most popular films", async () => {
    const { model } = await fitted();
    const recommender = await model.recommender();
    expect((await recommender.recommend({ user_id: "nobody" }, { k: 3 })).coldStart).toBe(true);
  });
});
