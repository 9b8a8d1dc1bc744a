import { ConfigError, createGenerator, tableFromColumns } from "@towerkit/core";
import { integerLookup, stringLookup } from "@towerkit/features";
import { adagrad, TwoTower } from "@towerkit/models";
import { logistic, multiTask, ranking, retrieval } from "@towerkit/tasks";
import {
  cross,
  denseStack,
  dotInteraction,
  type EmbeddingTable,
  fitTower,
  Network,
  type NetworkLayer,
  tower,
} from "@towerkit/towers";
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
import { normalRows } from "./normal.js";

/** A network and its parameters as an optimizer takes them. */
function learnable(layers: readonly NetworkLayer[], inputWidth: number, name = "model") {
  const network = new Network({ layers, inputWidth, name, seed: 1 });
  const tables = network.parameters.map(
    ({ data, name: of }): EmbeddingTable => ({ name: of, rows: 1, dim: data.length, data }),
  );
  return { network, tables };
}

const ONE = Int32Array.of(0);

const gradientsOf = (tables: readonly EmbeddingTable[], values: readonly Float32Array[]) =>
  tables.map((table, i) => ({ table, rows: ONE, values: values[i] as Float32Array }));

const shareRight = (logits: Float32Array, labels: Float32Array) =>
  labels.filter((label, row) => (logits[row] as number) > 0 === (label === 1)).length /
  labels.length;

/** Puts matrices side by side. */
function sideBySide(parts: readonly { data: Float32Array; width: number }[], rows: number) {
  const width = parts.reduce((sum, part) => sum + part.width, 0);
  const out = new Float32Array(rows * width);
  let from = 0;
  for (const { data, width: own } of parts) {
    for (let row = 0; row < rows; row++) {
      out.set(data.subarray(row * own, (row + 1) * own), row * width + from);
    }
    from += own;
  }
  return out;
}

/** The columns of a matrix from one to before another. */
function columnsOf(data: Float32Array, width: number, from: number, to: number): Float32Array {
  const rows = data.length / width;
  const out = new Float32Array(rows * (to - from));
  for (let row = 0; row < rows; row++) {
    out.set(data.subarray(row * width + from, row * width + to), row * (to - from));
  }
  return out;
}

interface Combination {
  readonly interaction: "dot" | "cross";
  readonly bottom: readonly number[];
  readonly top: readonly number[];
  readonly concatDense: boolean;
  readonly weighted: boolean;
}

const WIDTH = 16;
const VOCABULARIES = { first: 30, second: 3, third: 26 };

/** DLRM, or DCN, put together from towers and networks: numbers and ids to a logit. */
async function trainRanking({ interaction, bottom, top, concatDense, weighted }: Combination) {
  const runtime = await runtimeForTests();
  const random = createGenerator(7, "ranking");
  const numbers = matrix(normalRows(64, 8, 3)).data;
  const labels = Float32Array.from({ length: 64 }, (_, row) =>
    (numbers[row * 8] as number) > 0 ? 1 : 0,
  );
  const table = tableFromColumns(
    Object.fromEntries(
      Object.entries(VOCABULARIES).map(([name, size]) => [
        name,
        Array.from({ length: 64 }, () => random.below(size)),
      ]),
    ),
  );
  const features = Object.keys(VOCABULARIES).map((name) => [
    name,
    integerLookup().embedding(WIDTH),
  ]);
  const sparse = fitTower(tower(Object.fromEntries(features)), table, { seed: 1, name: "sparse" });
  const { inputs } = sparse.encodeColumns(table);
  const bottomStack = learnable(denseStack(bottom, { finalActivation: "relu" }), 8, "bottom");
  const crossing = learnable(
    [interaction === "dot" ? dotInteraction({ dim: WIDTH }) : cross()],
    sparse.width + WIDTH,
    "interaction",
  );
  const crossedWidth = crossing.network.outputWidth;
  const topStack = learnable(denseStack(top), crossedWidth + (concatDense ? WIDTH : 0), "top");
  const task = ranking({ loss: logistic(), reduction: "mean" });
  const optimizer = adagrad(0.05);

  const forward = (rows: Int32Array, step: number) => {
    const context = { runtime, training: { seed: 1, step } };
    const read = Float32Array.from(rows.length === 64 ? numbers : rowsOf(numbers, rows));
    const ofDense = bottomStack.network.forward(read, rows.length, context);
    const ofSparse = sparse.forward(inputs, rows, context);
    const vectors = [
      { data: ofDense.output, width: WIDTH },
      { data: ofSparse.output, width: sparse.width },
    ];
    const crossed = crossing.network.forward(
      sideBySide(vectors, rows.length),
      rows.length,
      context,
    );
    const joined = [
      { data: crossed.output, width: crossedWidth },
      ...(concatDense ? vectors.slice(0, 1) : []),
    ];
    const logits = topStack.network.forward(sideBySide(joined, rows.length), rows.length, context);
    return { ofDense, ofSparse, crossed, logits };
  };

  const all = Int32Array.from({ length: 64 }, (_, row) => row);
  const evaluate = () => {
    const { output } = forward(all, 1).logits;
    const { loss } = task.lossAndGradients({ predictions: output, labels }, { runtime });
    return { loss, accuracy: shareRight(output, labels) };
  };

  const before = evaluate();
  for (let step = 1; step <= 240; step++) {
    const rows = Int32Array.from({ length: 16 }, (_, i) => ((step - 1) % 4) * 16 + i);
    const passes = forward(rows, step);
    const { gradients } = task.lossAndGradients(
      {
        predictions: passes.logits.output,
        labels: Float32Array.from(rows, (row) => labels[row] as number),
        ...(weighted && { weights: Float32Array.from(rows, (row) => 1 + (row % 2)) }),
      },
      { runtime },
    );
    const ofTop = passes.logits.backward(gradients);
    const topWidth = topStack.network.inputWidth;
    const ofCrossing = passes.crossed.backward(columnsOf(ofTop.input, topWidth, 0, crossedWidth));
    const vectorsWidth = sparse.width + WIDTH;
    const denseGradients = columnsOf(ofCrossing.input, vectorsWidth, 0, WIDTH);
    if (concatDense) {
      const direct = columnsOf(ofTop.input, topWidth, crossedWidth, topWidth);
      for (const [i, value] of direct.entries()) denseGradients[i] += value;
    }
    const ofBottom = passes.ofDense.backward(denseGradients);
    for (const gradient of [
      ...gradientsOf(topStack.tables, ofTop.parameters),
      ...gradientsOf(crossing.tables, ofCrossing.parameters),
      ...gradientsOf(bottomStack.tables, ofBottom.parameters),
      ...passes.ofSparse.backward(columnsOf(ofCrossing.input, vectorsWidth, WIDTH, vectorsWidth)),
    ]) {
      optimizer.step(gradient, { runtime });
    }
  }
  return { before, after: evaluate() };
}

const rowsOf = (numbers: Float32Array, rows: Int32Array) =>
  Array.from(rows, (row) => [...numbers.subarray(row * 8, (row + 1) * 8)]).flat();

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

  "experimental-ranking/grid": claim<{ combinations: number }>(async ({ combinations }) => {
    let seen = 0;
    for (const interaction of ["dot", "cross"] as const) {
      for (const bottom of [
        [256, 64, WIDTH],
        [40, WIDTH],
      ]) {
        for (const top of [
          [512, 256, 1],
          [40, 20, 1],
        ]) {
          for (const concatDense of [true, false]) {
            for (const weighted of [true, false]) {
              const combination = { interaction, bottom, top, concatDense, weighted };
              const { before, after } = await trainRanking(combination);
              expect(after.loss, JSON.stringify(combination)).toBeLessThan(before.loss);
              expect(after.accuracy).toBeGreaterThan(0.9);
              // None, -1 and 20 only say which tables a TPU would hold.
              seen += 3;
            }
          }
        }
      }
    }
    expect(seen).toBe(combinations);
  }, "put together from towers and networks; size_threshold, which is about TPUs, changes nothing"),
};
