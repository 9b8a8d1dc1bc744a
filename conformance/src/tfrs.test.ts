import { describe, expect, it } from "vitest";
import { type Claims, readCases } from "./cases.js";
import { metricClaims } from "./tfrs/metric.js";
import { modelClaims } from "./tfrs/model.js";
import { movielensEvaluateClaims } from "./tfrs/movielens-evaluate.js";
import { optimizerClaims } from "./tfrs/optimizer.js";
import { preprocessingClaims } from "./tfrs/preprocessing.js";
import { retrievalClaims } from "./tfrs/retrieval.js";
import { topKClaims } from "./tfrs/topk.js";

const cases = readCases("tfrs");
const claims: Claims = {
  ...retrievalClaims,
  ...metricClaims,
  ...topKClaims,
  ...optimizerClaims,
  ...movielensEvaluateClaims,
  ...preprocessingClaims,
  ...modelClaims,
};

describe("TensorFlow Recommenders 0.7.7", () => {
  it("has every case claimed by a test, once, and no claim without its case", () => {
    const ids = cases.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(claims).sort()).toEqual([...ids].sort());
  });

  for (const one of cases) {
    const claimed = claims[one.id];
    const name = claimed?.instead === undefined ? one.id : `${one.id}, but ${claimed.instead}`;
    it.runIf(claimed)(name, () => claimed?.run(one));
  }
});
