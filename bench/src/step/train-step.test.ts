import { createRuntime } from "@towerkit/kernels";
import { adagrad, retrieval, type Tower } from "towerkit";
import { describe, expect, it } from "vitest";
import { idsAsInputs, numberedTower } from "./numbered-tower.js";
import { createTrainStep } from "./train-step.js";

const DIM = 2;
const USERS = Int32Array.of(4, 1, 4, 2);
const ITEMS = Int32Array.of(0, 3, 3, 1);

const tableOf = (tower: Tower) => tower.tables()[0]?.data as Float32Array;
const row = (table: Float32Array, id: number) => [...table.subarray(id * DIM, (id + 1) * DIM)];
const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, x, d) => sum + x * (b[d] as number), 0);

/** The in-batch softmax of the whole batch as the formula has it, repeats and all. */
function plainLoss(queries: Float32Array, candidates: Float32Array): number {
  return [...USERS].reduce((sum, user, i) => {
    const scores = [...ITEMS].map((item) => dot(row(queries, user), row(candidates, item)));
    const logZ = Math.log(scores.reduce((total, score) => total + Math.exp(score), 0));
    return sum + logZ - (scores[i] as number);
  }, 0);
}

async function prepared() {
  const runtime = await createRuntime({ threads: 1 });
  const initial = Float32Array.from({ length: 5 * DIM }, (_, i) => ((i * 7) % 5) / 5 - 0.4);
  const query = numberedTower({ name: "query", ids: 5, dim: DIM, initial });
  const candidate = numberedTower({ name: "candidate", ids: 5, dim: DIM });
  const step = createTrainStep({
    queries: { tower: query, inputs: idsAsInputs(USERS) },
    candidates: { tower: candidate, inputs: idsAsInputs(ITEMS) },
    task: retrieval({ samplingCorrection: false }),
    optimizer: adagrad(0.1),
    runtime,
  });
  return { queries: tableOf(query), candidates: tableOf(candidate), initial, step };
}

describe("createTrainStep", () => {
  it("gives back the loss of the batch before the step", async () => {
    const { queries, candidates, initial, step } = await prepared();
    expect(queries).toEqual(initial);
    const expected = plainLoss(queries, candidates);
    expect(step(0, USERS.length)).toBeCloseTo(expected, 5);
  });

  it("moves the touched rows by Adagrad, and no other", async () => {
    const { queries, candidates, step } = await prepared();
    const before = queries.slice();
    const shift = 1e-3;
    const lossAt = (place: number, by: number) => {
      const shifted = before.slice();
      shifted[place] = (shifted[place] as number) + by;
      return plainLoss(shifted, candidates);
    };
    const expected = [...before].map((weight, place) => {
      const gradient = (lossAt(place, shift) - lossAt(place, -shift)) / (2 * shift);
      return weight - (0.1 * gradient) / Math.sqrt(0.1 + gradient ** 2 + 1e-7);
    });
    step(0, USERS.length);
    for (const [place, weight] of queries.entries()) {
      expect(weight).toBeCloseTo(expected[place] as number, 3);
    }
    for (const untouched of [0, 3]) expect(row(queries, untouched)).toEqual(row(before, untouched));
    expect(row(queries, 4)).not.toEqual(row(before, 4));
  });
});
