import { createGenerator, tableFromColumns } from "@towerkit/core";
import { integerLookup } from "@towerkit/features";
import { adagrad } from "@towerkit/models";
import { logistic, ranking } from "@towerkit/tasks";
import { cross, denseStack, dotInteraction, fitTower, tower } from "@towerkit/towers";
import { expect } from "vitest";
import { type Claims, claim } from "../cases.js";
import { matrix, runtimeForTests } from "./embeddings.js";
import { columnsOf, gradientsOf, learnable, shareRight, sideBySide } from "./networks.js";
import { normalRows } from "./normal.js";

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
  let after = before;
  for (let step = 1; step <= 240 && after.accuracy <= 0.9; step++) {
    if (step % 20 === 0) after = evaluate();
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
  return { before, after };
}

const rowsOf = (numbers: Float32Array, rows: Int32Array) =>
  Array.from(rows, (row) => [...numbers.subarray(row * 8, (row + 1) * 8)]).flat();

export const rankingGridClaims: Claims = {
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
