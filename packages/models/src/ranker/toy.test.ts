import { createGenerator, tableFromColumns } from "@towerkit/core";
import { normalization } from "@towerkit/features";
import { ranking } from "@towerkit/tasks";
import { describe, expect, it } from "vitest";
import { adagrad } from "../optimizers/adagrad.js";
import { Ranker } from "./ranker.js";
import { dcn } from "./shapes.js";

describe("Ranker", () => {
  it("learns products of numbers by 16 parameters: the toy of the DCN tutorial", async () => {
    const [toy, toyTest] = [cakes(10_000, 1), cakes(1000, 2)];
    const numbers = () => normalization().numbers();
    const model = new Ranker({
      features: { country: numbers(), bananas: numbers(), cookbooks: numbers() },
      layers: dcn({ layers: 1, deep: [] }),
      label: "likely",
      task: ranking({ reduction: "mean" }),
    });
    await model.fit(toy, { optimizer: adagrad(0.4), batchSize: 1000, epochs: 100 });
    expect(model.tower.summary().parameters).toBe(16);
    expect((await model.evaluate(toyTest)).rmse).toBeLessThan(0.01);
  });
});

/** What the tutorial makes up of where somebody lives and what they bought. */
function cakes(rows: number, seed: number) {
  const random = createGenerator(seed, "cakes");
  const drawn = Array.from({ length: rows }, () => [
    random.below(200) / 200,
    random.below(24) / 24,
    random.below(10) / 10,
  ]);
  return tableFromColumns({
    country: drawn.map(([x1]) => x1),
    bananas: drawn.map(([, x2]) => x2),
    cookbooks: drawn.map(([, , x3]) => x3),
    likely: drawn.map(
      ([x1, x2, x3]) =>
        0.1 * x1 + 0.4 * x2 + 0.7 * x3 + 0.1 * x1 * x2 + 3.1 * x2 * x3 + 0.1 * x3 * x3,
    ),
  });
}
