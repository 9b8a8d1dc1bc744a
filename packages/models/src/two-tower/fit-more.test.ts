import { ConfigError } from "@towerkit/core";
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

  it("refuses a model that is not trained, and towers that share a table", async () => {
    const options = { ...more, optimizer: adagrad(0.1) };
    await expect(campModel().fitMore(train, options)).rejects.toThrow(ConfigError);
    const lookup = { order: "bytes" } as const;
    const film = { table: "film", column: "movie_title" } as const;
    const sharing = new TwoTower({
      query: tower({ liked: stringLookup(lookup).embedding(8, film) }),
      candidate: tower({ movie_title: stringLookup(lookup).embedding(8, film) }),
      task: retrieval(),
    });
    await sharing.fit(train, { ...first, optimizer: adagrad(0.1) });
    await expect(sharing.fitMore(train, options)).rejects.toThrow(/"film".*new fit/);
  });
});
