import { ConfigError, NumericError } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { campModel, camps } from "../../test/camps.js";
import { adagrad } from "../optimizers/adagrad.js";

const { train, test, movies } = camps();
const options = { candidates: movies, batchSize: 16 };

describe("a training that ends badly", () => {
  it("names the step in which numbers grew out of bounds, and leaves the model as it was", async () => {
    const model = campModel();
    await model.fit(train, { ...options, optimizer: adagrad(0.1), epochs: 3 });
    const before = await model.evaluate(test);
    const diverging = model.fit(train, { ...options, optimizer: adagrad(1e30), epochs: 3 });
    await expect(diverging).rejects.toThrow(NumericError);
    await expect(diverging).rejects.toThrow(
      /^training diverged in epoch 1, step 2: .*A smaller learning rate may help/,
    );
    expect(await model.evaluate(test)).toEqual(before);
  });

  it("finds weights that the very last step made infinite", async () => {
    const optimizer = {
      ...adagrad(0.1),
      step: ({ table }: { table: { data: Float32Array } }) => void table.data.fill(1 / 0, 5, 6),
    };
    const model = campModel();
    const fit = model.fit(train, { ...options, optimizer, batchSize: 10_000, epochs: 1 });
    await expect(fit).rejects.toThrow(
      `training diverged in the last step: the table "query/user_id"[5] is Infinity`,
    );
    await expect(model.evaluate(test)).rejects.toThrow("call fit first");
  });

  it("lets an error of the caller's own function through as it is", async () => {
    const mine = new Error("disk full");
    const fit = campModel().fit(train, {
      ...options,
      optimizer: adagrad(0.1),
      onProgress: () => {
        throw mine;
      },
    });
    await expect(fit).rejects.toBe(mine);
  });

  it("refuses a runtime that is closed", async () => {
    const runtime = await createRuntime();
    await runtime.close();
    const fit = campModel().fit(train, { ...options, optimizer: adagrad(0.1), runtime });
    await expect(fit).rejects.toThrow(ConfigError);
  });
});
