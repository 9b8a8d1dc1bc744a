import { ConfigError, type TableLike, tableFromColumns } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import {
  bpr,
  calibratedCrossEntropy,
  cosineContrastive,
  fullSoftmax,
  hinge,
  inBatchSoftmax,
  mixedNegatives,
  type RetrievalLossFunction,
  type RetrievalOptions,
  retrieval,
  sampledSoftmax,
  warp,
} from "@towerkit/tasks";
import { temporaryFolder } from "@towerkit/test-utils";
import { afterAll, describe, expect, it } from "vitest";
import { campModel, camps, campTowers } from "../../test/camps.js";
import { adagrad } from "../optimizers/adagrad.js";
import { TwoTower } from "../two-tower/two-tower.js";

const { train, test, movies } = camps();
const one = await createRuntime({ threads: 1 });
const two = await createRuntime({ threads: 2 });
afterAll(() => Promise.all([one.close(), two.close()]));

const training = { candidates: movies, batchSize: 16, epochs: 30 };

async function fitted(options: RetrievalOptions & { seed?: number }, runtime = one) {
  const model = campModel(options);
  const history = await model.fit(train, { ...training, optimizer: adagrad(0.1), runtime });
  return { model, history };
}

const losses: RetrievalLossFunction[] = [
  inBatchSoftmax(),
  mixedNegatives({ uniform: 8 }),
  sampledSoftmax({ negatives: 6 }),
  fullSoftmax(),
  bpr(),
  bpr({ negatives: 6 }),
  hinge(),
  hinge({ negatives: 6 }),
  warp(),
  warp({ negatives: 6 }),
  cosineContrastive({ negativeWeight: 4 }),
  cosineContrastive({ negatives: 6, negativeWeight: 4 }),
  calibratedCrossEntropy({ samplingRate: 0.5 }),
  calibratedCrossEntropy({ negatives: 6 }),
];

describe.each(losses)("TwoTower with $kind $settings", (loss) => {
  it("learns which films a camp likes, with the same bits on one thread and two", async () => {
    const [{ model, history }, other] = [await fitted({ loss }), await fitted({ loss }, two)];
    const last = history.epochs.at(-1);
    expect(last?.loss).toBeLessThan(last?.chance as number);
    const { top_k } = await model.evaluate(test, { exclude: train });
    // Seven films are left to each user, one of them of the own camp: 1/7 by chance.
    expect(top_k["1"]).toBeGreaterThan(0.8);
    expect(await other.model.embedCandidates()).toEqual(await model.embedCandidates());
    expect(other.history.epochs.map((epoch) => epoch.loss)).toEqual(
      history.epochs.map((epoch) => epoch.loss),
    );
  });
});

describe("TwoTower with drawn negatives", () => {
  it("draws others for another seed", async () => {
    const losses = [];
    for (const seed of [1, 2]) {
      const { history } = await fitted({ loss: sampledSoftmax({ negatives: 3 }), seed });
      losses.push(history.epochs[0]?.loss);
    }
    expect(losses[0]).not.toBe(losses[1]);
  });

  it("moves films that nobody chose, which the batch's own columns never do", async () => {
    const withUnseen = tableFromColumns({
      movie_title: [...(movies.array("movie_title") as string[]), "unseen"],
    });
    const unseen = async (loss: RetrievalLossFunction, learningRate: number) => {
      const model = campModel({ loss });
      await model.fit(train, {
        ...training,
        candidates: withUnseen,
        optimizer: adagrad(learningRate),
        runtime: one,
      });
      return (await model.embedCandidates()).slice(-8);
    };
    const start = await unseen(inBatchSoftmax(), 1e-30);
    expect(await unseen(inBatchSoftmax(), 0.1)).toEqual(start);
    for (const loss of [mixedNegatives({ uniform: 8 }), fullSoftmax(), bpr({ negatives: 8 })]) {
      expect(await unseen(loss, 0.1), loss.kind).not.toEqual(start);
    }
  });

  it("costs about the log of the catalogue by chance where the draw is corrected for", async () => {
    const { history } = await fitted({ loss: sampledSoftmax({ negatives: 500 }) });
    expect(history.epochs[0]?.chance).toBeCloseTo(Math.log(12), 1);
  });

  it("keeps its loss in the bundle", async () => {
    const loss = mixedNegatives({ uniform: 8 });
    const { model } = await fitted({ loss, hardNegatives: 5 });
    const dir = temporaryFolder();
    await model.save(dir);
    const { settings } = (await TwoTower.load(dir)).task;
    expect(settings).toEqual(model.task.settings);
    expect(settings).toMatchObject({
      hardNegatives: 5,
      loss: { kind: "mixedNegatives", uniform: 8 },
    });
  });
});

describe("TwoTower.fit with a column of negatives", () => {
  /** One row for each of two users, and what each of them dislikes. */
  const rows = (disliked: readonly unknown[]): TableLike<{ user_id: string }> =>
    tableFromColumns({
      user_id: ["a", "b"],
      movie_title: ["film 0", "film 0"],
      disliked,
    });
  const fit = async (disliked: readonly unknown[], loss?: RetrievalLossFunction) => {
    const model = new TwoTower({
      ...campTowers(),
      task: retrieval({ reduction: "mean", ...(loss && { loss }) }),
    });
    await model.fit(rows(disliked), {
      candidates: movies,
      optimizer: adagrad(0.1),
      epochs: 40,
      negatives: "disliked",
      runtime: one,
    });
    return model;
  };

  it.each([undefined, sampledSoftmax({ negatives: 2 }), fullSoftmax(), bpr({ negatives: 2 })])(
    "teaches a user to like the own film more than the disliked ones: %j",
    async (loss) => {
      const model = await fit([["film 1", "film 2"], null], loss);
      const [user, films] = [
        await model.embedQueries([{ user_id: "a" }]),
        await model.embedCandidates(),
      ];
      const score = (film: number) =>
        user.reduce((sum, x, d) => sum + x * (films[film * 8 + d] as number), 0);
      expect(score(0)).toBeGreaterThan(score(1) + 1);
      expect(score(0)).toBeGreaterThan(score(2) + 1);
    },
  );

  it("names a row whose negatives are no list, are unknown or are what it chose", async () => {
    await expect(fit([["film 1"], "film 2"])).rejects.toThrow(
      new ConfigError(
        'train: disliked of row 1 (from 0) is "film 2"; it must be a list of item keys, or null.',
      ),
    );
    await expect(fit([["film 99"], null])).rejects.toThrow(
      'train: disliked of row 0 (from 0) holds "film 99", which is not among the candidates',
    );
    await expect(fit([null, ["film 3", "film 0"]])).rejects.toThrow(
      'train: disliked of row 1 (from 0) holds "film 0", which the row chose itself',
    );
  });
});
