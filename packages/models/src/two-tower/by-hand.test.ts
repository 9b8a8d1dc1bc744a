import { columnOf, createGenerator } from "@towerkit/core";
import { defaultRuntime } from "@towerkit/kernels";
import { evaluateScorer, retrieval } from "@towerkit/tasks";
import {
  distinctInputs,
  type EncodedInputs,
  embedQueries,
  embedTable,
  fitTower,
  pickInputs,
} from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { campModel, camps, campTowers } from "../../test/camps.js";
import { adagrad } from "../optimizers/adagrad.js";

const SEED = 7;
const BATCH_SIZE = 16;
const EPOCHS = 3;

const { train, test, movies } = camps();
const titles = movies.array("movie_title") as readonly string[];

const allRows = (inputs: EncodedInputs) => Int32Array.from({ length: inputs.rows }, (_, i) => i);

/** What `TwoTower.fit` does, written with the public parts alone: no base class, no callbacks. */
async function trainByHand() {
  const runtime = await defaultRuntime();
  const spec = campTowers();
  const query = fitTower(spec.query, train, { seed: SEED, name: "query" });
  const candidate = fitTower(spec.candidate, movies, { seed: SEED, name: "candidate" });
  const task = retrieval();
  const optimizer = adagrad(0.1);

  const users = query.encodeColumns(train).inputs;
  const films = candidate.encodeColumns(train).inputs;
  const trainTitles = Array.from(columnOf(train, "movie_title"));
  const shareOf = (title: unknown) =>
    trainTitles.filter((other) => other === title).length / trainTitles.length;
  const shares = trainTitles.map(shareOf);

  const losses: number[] = [];
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const order = createGenerator(SEED, "shuffle", epoch).shuffle(allRows(users));
    let lossSum = 0;
    for (let first = 0; first < order.length; first += BATCH_SIZE) {
      const batch = order.subarray(first, first + BATCH_SIZE);
      const queries = distinctInputs(pickInputs(users, batch));
      const candidates = distinctInputs(pickInputs(films, batch));
      const [queryRows, candidateRows] = [allRows(queries.distinct), allRows(candidates.distinct)];
      const result = task.lossAndGradients(
        {
          queries: query.encode(queries.distinct, queryRows, { runtime }),
          candidates: candidate.encode(candidates.distinct, candidateRows, { runtime }),
          dim: query.width,
          querySlots: queries.slotOfRow,
          candidateSlots: candidates.slotOfRow,
          samplingProbability: Float64Array.from(batch, (row) => shares[row]),
        },
        { runtime },
      );
      for (const gradient of [
        ...query.backward(queries.distinct, queryRows, result.queryGradients, { runtime }),
        ...candidate.backward(candidates.distinct, candidateRows, result.candidateGradients, {
          runtime,
        }),
      ]) {
        optimizer.step(gradient, { runtime });
      }
      lossSum += result.lossSum;
    }
    losses.push(lossSum / order.length);
  }
  return { query, candidate, losses };
}

describe("a train and a test step written by hand", () => {
  it("give the same bits as TwoTower", async () => {
    const runtime = await defaultRuntime();
    const model = campModel({ seed: SEED });
    const history = await model.fit(train, {
      candidates: movies,
      optimizer: adagrad(0.1),
      batchSize: BATCH_SIZE,
      epochs: EPOCHS,
    });

    const { query, candidate, losses } = await trainByHand();
    expect(history.epochs.map(({ loss }) => loss)).toEqual(losses);
    expect(await model.embedCandidates()).toEqual(await embedTable(candidate, movies));
    const everyone = Array.from(columnOf(train, "user_id"), (user_id) => ({
      user_id: user_id as string,
    }));
    expect(await model.embedQueries(everyone)).toEqual(await embedTable(query, train));

    const candidates = await embedTable(candidate, movies);
    const scorer = {
      name: "by hand",
      numCandidates: titles.length,
      async scores(asked: readonly object[], out: Float32Array) {
        const { embeddings } = await embedQueries(query, asked);
        runtime.scores({ queries: embeddings, candidates, dim: query.width, out });
      },
    };
    const { metrics } = await evaluateScorer(scorer, test, {
      candidateIds: titles,
      itemKey: "movie_title",
      exclude: train,
    });
    expect(await model.evaluate(test, { exclude: train })).toMatchObject(metrics);
  });
});
