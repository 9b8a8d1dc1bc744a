import { ConfigError, createGenerator, tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import { logistic, multiTask, ranking, retrieval } from "@towerkit/tasks";
import { denseStack, fitTower, tower } from "@towerkit/towers";
import { expect } from "vitest";
import { type Claims, claim } from "../cases.js";
import {
  accuracy,
  matrix,
  type Rows,
  ranksOf,
  ranksOfScores,
  runtimeForTests,
} from "./embeddings.js";
import { columnsOf, gradientsOf, learnable, shareRight, sideBySide } from "./networks.js";
import { normalRows } from "./normal.js";

/** The share of pairs of a yes and a no that the predictions put in order. */
async function areaUnderCurve(predictions: Float32Array, labels: Float32Array): Promise<number> {
  const yes = Array.from(labels.keys()).filter((row) => labels[row] === 1);
  const ranks = await ranksOfScores(
    yes.map(() => [...predictions]),
    yes,
    "index",
  );
  const noes = labels.length - yes.length;
  const before = ranks.sort((a, b) => a - b).reduce((sum, rank, i) => sum + rank - i, 0);
  return 1 - before / (yes.length * noes);
}

export const rankingModelClaims: Claims = {
  "model/ranking": claim(async () => {
    const runtime = await runtimeForTests();
    const features: Rows = normalRows(10, 3, 8);
    const labels = Float32Array.from(features, ([first]) => ((first as number) > 0 ? 1 : 0));
    const { network, tables } = learnable(denseStack([8, 1]), 3);
    const task = ranking({ loss: logistic(), reduction: "mean" });
    const optimizer = adagrad(0.1);
    const evaluate = () => {
      const { output } = network.forward(matrix(features).data, 10, { runtime });
      const { loss } = task.lossAndGradients({ predictions: output, labels }, { runtime });
      return { loss, accuracy: shareRight(output, labels) };
    };
    const before = evaluate();
    for (let step = 0; step < 100; step++) {
      const first = (step % 5) * 2;
      const rows = features.slice(first, first + 2);
      const pass = network.forward(matrix(rows).data, 2, { runtime });
      const batch = { predictions: pass.output, labels: labels.slice(first, first + 2) };
      const { gradients } = task.lossAndGradients(batch, { runtime });
      const found = pass.backward(gradients);
      for (const gradient of gradientsOf(tables, found.parameters)) {
        optimizer.step(gradient, { runtime });
      }
    }
    expect(evaluate().loss).toBeLessThan(before.loss);
    expect(evaluate().accuracy).toBeGreaterThan(0.8);
  }, "a network, a ranking task and an optimizer in a loop of one's own"),

  "model/multitask": claim(async () => {
    const runtime = await runtimeForTests();
    const random = createGenerator(2, "multitask");
    const rows = Array.from({ length: 60 }, () => ({
      user: random.below(6),
      film: random.below(8),
    }));
    const table = tableFromColumns({
      user: rows.map(({ user }) => `u${user}`),
      film: rows.map(({ film }) => `f${film}`),
    });
    const clicks = Float32Array.from(rows, ({ user, film }) => ((user + film) % 2 === 0 ? 1 : 0));
    const query = fitTower(tower({ user: stringLookup().embedding(8) }), table, {
      seed: 1,
      name: "query",
    });
    const candidate = fitTower(tower({ film: stringLookup().embedding(8) }), table, {
      seed: 1,
      name: "candidate",
    });
    const [users, films] = [
      query.encodeColumns(table).inputs,
      candidate.encodeColumns(table).inputs,
    ];
    const head = learnable(denseStack([16, 1]), 16, "click");
    const task = multiTask({
      retrieval: retrieval({ samplingCorrection: false, removeAccidentalHits: true }),
      click: ranking({ loss: logistic() }),
    });
    const all = Int32Array.from(rows, (_, row) => row);
    const optimizer = adagrad(0.1);
    const losses: number[] = [];
    let logits = new Float32Array();
    for (let step = 1; step <= 60; step++) {
      const context = { runtime, training: { seed: 1, step } };
      const [ofUsers, ofFilms] = [
        query.forward(users, all, context),
        candidate.forward(films, all, context),
      ];
      const both = [ofUsers, ofFilms].map(({ output }) => ({ data: output, width: 8 }));
      const ofHead = head.network.forward(sideBySide(both, all.length), all.length, context);
      logits = Float32Array.from(ofHead.output);
      const { loss, tasks } = task.lossAndGradients(
        {
          retrieval: {
            queries: ofUsers.output,
            candidates: ofFilms.output,
            dim: 8,
            querySlots: all,
            candidateSlots: all,
            itemIds: Int32Array.from(rows, ({ film }) => film),
          },
          click: { predictions: ofHead.output, labels: clicks },
        },
        { runtime },
      );
      expect(loss).toBe(tasks.retrieval.loss + tasks.click.loss);
      losses.push(loss);
      const headGradients = ofHead.backward(tasks.click.gradients);
      const add = (to: Float32Array, from: number) => {
        const own = columnsOf(headGradients.input, 16, from, from + 8);
        return to.map((value, i) => value + (own[i] as number));
      };
      for (const gradient of [
        ...gradientsOf(head.tables, headGradients.parameters),
        ...ofUsers.backward(add(tasks.retrieval.queryGradients, 0)),
        ...ofFilms.backward(add(tasks.retrieval.candidateGradients, 8)),
      ]) {
        optimizer.step(gradient, { runtime });
      }
    }
    expect(losses.at(-1)).toBeLessThan(losses[0] as number);
    const catalogue = Array.from({ length: 8 }, (_, film) => [`f${film}`]);
    const filmVectors = candidate.encodeAll(
      candidate.encodeQueries(catalogue.map(([film]) => ({ film }))).inputs,
      { runtime },
    );
    const userVectors = query.encodeAll(users, { runtime });
    const asRows = (data: Float32Array) =>
      Array.from({ length: data.length / 8 }, (_, row) => [...data.subarray(row * 8, row * 8 + 8)]);
    const ranks = await ranksOf(
      asRows(userVectors),
      asRows(filmVectors),
      rows.map(({ film }) => film),
    );
    expect(accuracy(ranks, 5)).toBeGreaterThan(5 / 8);
    expect(await areaUnderCurve(logits, clicks)).toBeGreaterThan(0.9);
  }, "two towers, a head and multiTask in a loop of one's own"),

  "model/compute_loss-missing": claim(() => {
    const towers = {
      query: tower({ user: stringLookup().embedding(4) }),
      candidate: tower({ film: stringLookup().embedding(4) }),
    };
    // @ts-expect-error: a model is made with the task that has its loss.
    const withoutTask = () => new TwoTower(towers);
    expect(withoutTask).toThrow(ConfigError);
    expect(withoutTask).toThrow("task must be a retrieval task");
  }, "a model is made with the task that has its loss, or not at all"),
};
