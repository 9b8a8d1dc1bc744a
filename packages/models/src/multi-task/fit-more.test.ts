import { tableFromColumns } from "@towerkit/core";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { camps } from "../../test/camps.js";
import { multi, trainRated } from "../../test/rated-camps.js";
import { adagrad } from "../optimizers/adagrad.js";
import { sgd } from "../optimizers/sgd.js";
import { MultiTask } from "./multi-task.js";

const { train, movies } = camps();
const first = { candidates: movies, batchSize: 16, epochs: 10 };
const more = { batchSize: 16, epochs: 2 };

describe("MultiTask.fitMore", () => {
  it("goes on from the weights as they are, heads' included", async () => {
    const model = multi();
    const { epochs: before } = await model.fit(trainRated, { ...first, optimizer: adagrad(0.1) });
    const { epochs: after } = await model.fitMore(trainRated, { ...more, optimizer: adagrad(0.1) });
    const [start, last] = [before[0]?.tasks?.["rating"], before[9]?.tasks?.["rating"]] as number[];
    const begun = after[0]?.tasks?.["rating"] as number;
    expect(Math.abs(begun - (last as number))).toBeLessThan(((start as number) - begun) / 4);
    expect(after[0]?.loss).toBeLessThan(before[0]?.loss as number);
  });

  it("comes to the same bits from its bundle, learnt weights of tasks included", async () => {
    const model = multi({ weights: "uncertainty" });
    await model.fit(trainRated, { ...first, optimizer: adagrad(0.1) });
    const dir = temporaryFolder();
    await model.save(dir);
    const loaded = await MultiTask.load(dir);
    await expect(loaded.fit(trainRated, { ...first, optimizer: adagrad(0.1) })).rejects.toThrow(
      "fitMore trains it on",
    );
    await model.fitMore(trainRated, { ...more, optimizer: adagrad(0.01) });
    await loaded.fitMore(trainRated, { ...more, optimizer: adagrad(0.01) });
    expect(await loaded.predict(trainRated)).toEqual(await model.predict(trainRated));
    const saved = [await model.save(temporaryFolder()), await loaded.save(temporaryFolder())];
    expect(saved[1]?.digest).toBe(saved[0]?.digest);
  });

  it("gives new users and films rows of their own, and leaves the others' to the bit", async () => {
    const model = multi();
    await model.fit(trainRated, { ...first, optimizer: adagrad(0.1) });
    const before = await model.embedQueries([{ user_id: "u3" }]);
    const rows = tableFromColumns({
      user_id: ["newcomer", "newcomer"],
      movie_title: ["film 0", "film 12"],
      user_rating: [1, 5],
    });
    const candidates = tableFromColumns({
      movie_title: [...(movies.array("movie_title") as string[]), "film 12"],
    });
    const options = { ...more, epochs: 80, candidates, optimizer: adagrad(0.1) };
    await model.fitMore(rows, options);
    expect(model.candidateIds).toContain("film 12");
    expect(await model.embedQueries([{ user_id: "u3" }])).toEqual(before);
    const { coldStart } = await (await model.recommender()).recommend(
      { user_id: "newcomer" },
      { k: 1 },
    );
    expect(coldStart).toBe(false);
    expect(await model.predictRating({ user_id: "newcomer" }, "film 12")).toBeGreaterThan(
      await model.predictRating({ user_id: "newcomer" }, "film 0"),
    );
    expect(model.trainRows).toBe(rows);
  });

  it("leaves towers and heads as they were where it throws", async () => {
    const model = multi();
    await model.fit(trainRated, { ...first, optimizer: adagrad(0.1) });
    const before = await model.predict(trainRated);
    const diverging = model.fitMore(trainRated, { ...more, epochs: 60, optimizer: sgd(1e30) });
    await expect(diverging).rejects.toThrow(/diverged/);
    await expect(model.fitMore(train, { ...more, optimizer: adagrad(0.1) })).rejects.toThrow(
      "user_rating",
    );
    expect(await model.predict(trainRated)).toEqual(before);
    await expect(multi().fitMore(trainRated, { ...more, optimizer: adagrad(0.1) })).rejects.toThrow(
      "fitMore needs a trained model",
    );
  });

  it("hands on what the optimizer knows of heads and of the tasks' weights", async () => {
    const whole = { candidates: movies, batchSize: 1000 };
    const momentum = () => sgd(0.002, { momentum: 0.9 });
    const make = () => multi({ weights: "uncertainty" });
    const [straight, inTwo, fresh] = [make(), make(), make()];
    await straight.fit(trainRated, { ...whole, epochs: 4, optimizer: momentum() });
    const optimizer = momentum();
    await inTwo.fit(trainRated, { ...whole, epochs: 2, optimizer });
    await inTwo.fitMore(trainRated, { batchSize: 1000, epochs: 2, optimizer });
    await fresh.fit(trainRated, { ...whole, epochs: 2, optimizer: momentum() });
    await fresh.fitMore(trainRated, { batchSize: 1000, epochs: 2, optimizer: momentum() });
    const [one, other, third] = [
      await straight.predict(trainRated),
      await inTwo.predict(trainRated),
      await fresh.predict(trainRated),
    ] as [Float32Array, Float32Array, Float32Array];
    one.forEach((value, i) => {
      expect(other[i]).toBeCloseTo(value, 4);
    });
    expect(Math.abs((third[0] as number) - (one[0] as number))).toBeGreaterThan(1e-4);
  });
});
