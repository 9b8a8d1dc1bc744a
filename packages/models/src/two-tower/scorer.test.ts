import { createRuntime } from "@towerkit/kernels";
import { describeScorer } from "@towerkit/retrieval/conformance";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { campModel, camps } from "../../test/camps.js";
import { adagrad } from "../optimizers/adagrad.js";

const model = campModel();
const created = createRuntime({ threads: 1 });

beforeAll(async () => {
  const { train, movies } = camps();
  const runtime = await created;
  await model.fit(train, {
    candidates: movies,
    optimizer: adagrad(0.1),
    batchSize: 16,
    epochs: 2,
    runtime,
  });
});

afterAll(async () => (await created).close());

const queries = [{ user_id: "u1" }, { user_id: "u4" }, { user_id: "nobody" }];

describeScorer(
  "a two-tower model",
  async () => ({ scorer: await model.scorer({ runtime: await created }), queries }),
  { describe, it, expect },
);
