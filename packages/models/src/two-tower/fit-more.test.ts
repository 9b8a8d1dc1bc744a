import { ConfigError, tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { retrieval } from "@towerkit/tasks";
import { temporaryFolder } from "@towerkit/test-utils";
import { dense, tower } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { campModel, camps, ratings } from "../../test/camps.js";
import { adagrad } from "../optimizers/adagrad.js";
import { sgd } from "../optimizers/sgd.js";
import { TwoTower } from "./two-tower.js";

const { train, test, movies } = camps();
const first = { candidates: movies, batchSize: 16, epochs: 2 };
const more = { batchSize: 16, epochs: 2 };

const deepModel = () =>
  new TwoTower({
    query: tower({ user_id: stringLookup().embedding(8) }, { layers: [dense(8)] }),
    candidate: tower({ movie_title: stringLookup().embedding(8) }, { layers: [dense(8)] }),
    task: retrieval(),
  });

describe("TwoTower.fitMore", () => {
  it("goes on from the weights as they are", async () => {
    const model = campModel();
    const { epochs: before } = await model.fit(train, { ...first, optimizer: adagrad(0.1) });
    const { epochs: after } = await model.fitMore(train, { ...more, optimizer: adagrad(0.1) });
    expect(after[0]?.loss).toBeLessThan(before[1]?.loss as number);
  });

  it.each([
    ["tables", campModel],
    ["layers", deepModel],
  ])("of a model with %s comes to the same bits from its bundle", async (_, make) => {
    const model = make();
    await model.fit(train, { ...first, optimizer: adagrad(0.1) });
    const dir = temporaryFolder();
    await model.save(dir);
    const loaded = await TwoTower.load(dir);
    const beside = await model.fitMore(train, { ...more, optimizer: adagrad(0.01) });
    const history = await loaded.fitMore(train, { ...more, optimizer: adagrad(0.01) });
    expect(history.epochs.map(({ loss }) => loss)).toEqual(beside.epochs.map(({ loss }) => loss));
    expect(await loaded.embedCandidates()).toEqual(await model.embedCandidates());
    const saved = [await model.save(temporaryFolder()), await loaded.save(temporaryFolder())];
    expect(saved[1]?.digest).toBe(saved[0]?.digest);
  });

  it("remembers what is trained on, so that its rows can be left out", async () => {
    const model = campModel();
    await model.fit(train, { ...first, optimizer: adagrad(0.1) });
    await model.fitMore(test, { ...more, optimizer: adagrad(0.1) });
    expect(model.trainRows).toBe(test);
  });

  it("leaves the model as it was where it throws", async () => {
    const model = campModel();
    await model.fit(train, { ...first, optimizer: adagrad(0.1) });
    const before = await model.embedCandidates();
    const stranger = ratings([{ user_id: "u0", movie_title: "nowhere" }]);
    const options = { ...more, optimizer: adagrad(0.1) };
    await expect(model.fitMore(stranger, options)).rejects.toThrow(/"nowhere" of row 0/);
    const aborted = AbortSignal.abort(new Error("enough"));
    await expect(model.fitMore(train, { ...options, signal: aborted })).rejects.toThrow("enough");
    const diverging = model.fitMore(train, { ...options, epochs: 60, optimizer: sgd(1e30) });
    await expect(diverging).rejects.toThrow(/diverged/);
    expect(await model.embedCandidates()).toEqual(before);
  });

  it("gives new users and films rows of their own", async () => {
    const model = campModel();
    await model.fit(train, { ...first, epochs: 30, optimizer: adagrad(0.1) });
    const candidates = tableFromColumns({
      movie_title: [...(movies.array("movie_title") as string[]), "film 12", "film 13"],
    });
    const users = [...(train.array("user_id") as string[])];
    const films = [...(train.array("movie_title") as string[])];
    for (let film = 0; film <= 12; film += 2) {
      users.push("newcomer", "u0", "u2");
      films.push(`film ${film}`, "film 12", "film 12");
    }
    const rows = tableFromColumns({ user_id: users, movie_title: films });
    await model.fitMore(rows, { ...more, epochs: 40, candidates, optimizer: adagrad(0.1) });
    expect(model.candidateIds).toHaveLength(14);
    const recommender = await model.recommender();
    const answer = await recommender.recommend({ user_id: "newcomer" }, { k: 7 });
    expect(answer.coldStart).toBe(false);
    const evens = [0, 2, 4, 6, 8, 10, 12].map((film) => `film ${film}`);
    expect(answer.items.map(({ id }) => id).sort()).toEqual(evens.sort());
    const dir = temporaryFolder();
    await model.save(dir);
    const loaded = await (await TwoTower.load(dir)).recommender();
    expect(await loaded.recommend({ user_id: "newcomer" }, { k: 7 })).toEqual(answer);
  });

  it("leaves users alone that the rows do not name", async () => {
    const model = campModel();
    await model.fit(train, { ...first, optimizer: adagrad(0.1) });
    const before = await model.embedQueries([{ user_id: "u3" }]);
    const rows = ratings([{ user_id: "newcomer", movie_title: "film 0" }]);
    await model.fitMore(rows, { ...more, optimizer: adagrad(0.1) });
    expect(await model.embedQueries([{ user_id: "u3" }])).toEqual(before);
  });

  it("hands on what the optimizer knows, where it is the same one", async () => {
    const straight = campModel();
    const whole = { ...first, optimizer: sgd(0.05, { momentum: 0.9 }), batchSize: 1000 };
    await straight.fit(train, { ...whole, epochs: 4 });
    const inTwo = campModel();
    const optimizer = sgd(0.05, { momentum: 0.9 });
    await inTwo.fit(train, { ...whole, optimizer });
    await inTwo.fitMore(train, { batchSize: 1000, epochs: 2, optimizer });
    // One batch holds all rows, so their order moves sums by a rounding at most.
    const [one, other] = [await straight.embedCandidates(), await inTwo.embedCandidates()];
    one.forEach((value, i) => {
      expect(other[i]).toBeCloseTo(value, 5);
    });
    const fresh = campModel();
    await fresh.fit(train, whole);
    await fresh.fitMore(train, {
      batchSize: 1000,
      epochs: 2,
      optimizer: sgd(0.05, { momentum: 0.9 }),
    });
    expect(Math.abs((await fresh.embedCandidates())[0] - one[0])).toBeGreaterThan(1e-4);
  });

  it("trains on a table that both towers share as one", async () => {
    const lookup = { order: "bytes" } as const;
    const film = { table: "film", column: "movie_title" } as const;
    const sharing = new TwoTower({
      query: tower({ liked: stringLookup(lookup).embedding(8, film) }),
      candidate: tower({ movie_title: stringLookup(lookup).embedding(8, film) }),
      task: retrieval(),
    });
    await sharing.fit(train, { ...first, optimizer: adagrad(0.1) });
    await sharing.fitMore(train, { ...more, optimizer: adagrad(0.1) });
    const { query, candidate } = sharing.towers;
    expect(query.tables()[0]).toBe(candidate.tables()[0]);
  });

  it("refuses a model that is not trained", async () => {
    const options = { ...more, optimizer: adagrad(0.1) };
    await expect(campModel().fitMore(train, options)).rejects.toThrow(ConfigError);
  });
});
