import { tableFromColumns } from "@towerkit/core";
import { seenItems } from "@towerkit/features";
import { describe, expect, it } from "vitest";
import { testRuntime } from "../test/expect-layer.js";
import { fitTower } from "./fit-tower.js";
import { distinctInputs } from "./inputs/distinct-inputs.js";
import { drawShown } from "./inputs/hidden-entries.js";
import { towerFromJSON } from "./tower-json.js";
import { tower } from "./tower-spec.js";

const FILMS = 40;
/** Two users with the same films, and one with a single film. */
const train = tableFromColumns({
  user_id: [...Array(FILMS).fill("a"), ...Array(FILMS).fill("b"), "c"] as string[],
  film: [...Array(2 * FILMS).keys(), 0].map((i) => `film ${i % FILMS}`),
});
const encoder = seenItems({ by: "user_id", item: "film", hidden: 0.25 });
const fitted = fitTower(tower({ seen: encoder.embedding(2).sum() }), train, {
  seed: 3,
  name: "query",
});
const { inputs } = fitted.encodeColumns(train);
const rows = Int32Array.of(0, FILMS, 2 * FILMS);
const targets = fitted.trainingTargets(train);
const batch = Int32Array.from({ length: train.numRows() }, (_, row) => row);
const weightsAt = (step: number) => {
  const weights = new Float32Array(batch.length).fill(1);
  targets?.weigh(batch, weights, { seed: 5, step });
  return weights;
};

describe("a tower that hides entries in training", () => {
  it("shows every entry where it does not train", async () => {
    const runtime = await testRuntime();
    const { output } = fitted.forward(inputs, rows, { runtime });
    expect([...output.subarray(0, 2)]).toEqual([...output.subarray(2, 4)]);
  });

  it("sums what a step shows and no more: the rows that it may learn from are the others", async () => {
    const runtime = await testRuntime();
    const [{ data }] = fitted.tables();
    const names = encoder.fit([train.array("user_id"), train.array("film")] as never).tokens();
    for (const step of [1, 2]) {
      const weights = weightsAt(step);
      const training = { seed: 5, step };
      const { output } = fitted.forward(inputs, rows, { runtime, training });
      for (const [i, first] of [0, FILMS].entries()) {
        let sum = 0;
        for (let row = first; row < first + FILMS; row++) {
          const id = names.indexOf(train.array("film")[row] as string);
          if (weights[row] === 0) sum += data[2 * id];
        }
        expect(output[2 * i]).toBeCloseTo(sum, 6);
      }
    }
  });

  it("hides another share of each user's entries in each step", () => {
    const [first, second] = [weightsAt(1), weightsAt(2)];
    expect([...first]).not.toEqual([...second]);
    expect([...first.subarray(0, FILMS)]).not.toEqual([...first.subarray(FILMS, 2 * FILMS)]);
    expect([...weightsAt(1)]).toEqual([...first]);
  });

  it("hides about the share that is asked for", () => {
    const shown = drawShown(10_000, { table: "t", share: 0.25, seed: 1, step: 1 });
    const hidden = shown.filter((each) => each === 0).length;
    expect(hidden).toBeGreaterThan(2_300);
    expect(hidden).toBeLessThan(2_700);
  });

  it("keeps two users apart who have the same entries, as steps hide other ones of each", () => {
    expect(distinctInputs(inputs).distinct.rows).toBe(3);
  });

  it("lets weights of 0 be, and has nothing to say of a tower that hides nothing", () => {
    const weights = new Float32Array(batch.length);
    targets?.weigh(batch, weights, { seed: 5, step: 1 });
    expect(weights.every((weight) => weight === 0)).toBe(true);
    expect(targets).toBeDefined();
  });

  it("is the same tower when it is made of its JSON again, and hides the same", async () => {
    const runtime = await testRuntime();
    const json = JSON.parse(JSON.stringify(fitted.topology()));
    const again = towerFromJSON(json, fitted.weights());
    const training = { seed: 5, step: 7 };
    const here = fitted.forward(inputs, rows, { runtime, training }).output;
    const there = again.forward(again.encodeColumns(train).inputs, rows, { runtime, training });
    expect([...there.output]).toEqual([...here]);
  });
});
