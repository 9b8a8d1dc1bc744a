import { decodeSafetensors, encodeSafetensors, tableFromColumns } from "@towerkit/core";
import {
  hashedCross,
  integerLookup,
  normalization,
  stringLookup,
  textVectorization,
} from "@towerkit/features";
import { expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { testRuntime } from "../test/expect-layer.js";
import { embedQueries, embedTable } from "./embed.js";
import { fitTower } from "./fit-tower.js";
import { distinctInputs } from "./inputs/distinct-inputs.js";
import { cross } from "./layers/cross.js";
import { dense } from "./layers/dense.js";
import { dropout } from "./layers/dropout.js";
import { l2Normalize } from "./layers/l2-normalize.js";
import { layerNorm } from "./layers/layer-norm.js";
import type { Tower } from "./tower.js";
import { towerFromJSON } from "./tower-json.js";
import { tower } from "./tower-spec.js";

const table = tableFromColumns({
  user_id: ["a", "b", "a", "c", "b"],
  title: ["the long film", "short film", "the long film", "", "film film"],
  age: [30, 40, 30, 30, 55],
  time: [1, 5, 1, 9, 2],
});

/** One feature of each kind, and a layer of each kind that is smooth. */
const spec = tower(
  {
    user_id: stringLookup().embedding(3),
    title: textVectorization().embedding(2).sqrtn(),
    words: textVectorization().embedding(2, { column: "title" }).max(),
    time: normalization().numbers(),
    both: hashedCross({ bins: 7 }).embedding(2, { columns: ["user_id", "age"] }),
    age: integerLookup().embedding(1),
  },
  {
    layers: [
      cross({ projectionDim: 2 }),
      dense(4, { activation: "tanh" }),
      layerNorm(),
      dense(3),
      l2Normalize(),
    ],
  },
);
const fitted = fitTower(spec, table, { seed: 3, name: "query" });
const rows = Int32Array.of(4, 0, 1, 3, 2);

/** Every array that the tower learns, by name. */
const learned = (each: Tower) => Object.entries(each.weights());

describe("a tower with features and layers of every kind", () => {
  it("has the derivatives that central differences find, of tables and layers alike", async () => {
    const runtime = await testRuntime();
    const { inputs } = fitted.encodeColumns(table);
    // Far from 0, so that float32 differences are not lost in its rounding.
    for (const [i, [, { data }]] of learned(fitted).entries()) {
      for (let n = 0; n < data.length; n++) data[n] = Math.sin(7 * i + n) * 0.8 + 0.1;
    }
    const { output, backward } = fitted.forward(inputs, rows, { runtime });
    const coefficients = Float32Array.from(output, (_, i) => Math.cos(3 * i));
    const loss = () =>
      fitted
        .encode(inputs, rows, { runtime })
        .reduce((sum, value, i) => sum + value * coefficients[i], 0);
    const gradients = backward(coefficients.slice());
    expect(new Set(gradients.map(({ table: { data } }) => data)).size).toBe(learned(fitted).length);
    const step = 1 / 128;
    for (const { table, rows: touched, values } of gradients) {
      const measured = Array.from(values, (_, i) => {
        const at = touched[Math.floor(i / table.dim)] * table.dim + (i % table.dim);
        const before = table.data[at];
        table.data[at] = before + step;
        const above = loss();
        table.data[at] = before - step;
        const below = loss();
        table.data[at] = before;
        return (above - below) / (2 * step);
      });
      expectAllClose(values, measured, { ofLargest: 0.005, absolute: 2e-4 });
    }
  });

  it("gives the same bits again after JSON and safetensors", async () => {
    const stored = decodeSafetensors(encodeSafetensors(fitted.weights())).tensors;
    const again = towerFromJSON(JSON.parse(JSON.stringify(fitted.topology())), stored);
    expect(await embedTable(again, table)).toEqual(await embedTable(fitted, table));
    expect(again.summary()).toEqual(fitted.summary());
  });

  it("tells its features, tables and layers, and how many numbers it learns", () => {
    const { features, tables, layers, parameters, width } = fitted.summary();
    expect(width).toBe(3);
    expect(features.map(({ name, dim }) => `${name} ${dim}`)).toEqual([
      "user_id 3",
      "title 2",
      "words 2",
      "time 1",
      "both 2",
      "age 1",
    ]);
    expect(tables.map(({ name }) => name)).toEqual(["user_id", "title", "words", "both", "age"]);
    expect(layers).toEqual([
      { kind: "cross", width: 11, parameters: 11 * 2 + 2 * 11 + 11 },
      { kind: "dense", width: 4, parameters: 11 * 4 + 4 },
      { kind: "layerNorm", width: 4, parameters: 8 },
      { kind: "dense", width: 3, parameters: 15 },
      { kind: "l2Normalize", width: 3, parameters: 0 },
    ]);
    expect(parameters).toBe(learned(fitted).reduce((sum, [, { data }]) => sum + data.length, 0));
  });

  it("encodes equal rows once", () => {
    const { distinct, slotOfRow } = distinctInputs(fitted.encodeColumns(table).inputs);
    expect(distinct.rows).toBe(4);
    expect([...slotOfRow]).toEqual([0, 1, 0, 2, 3]);
  });

  it("answers a query of unknown ids by its other features, so it is not a cold start", async () => {
    const stranger = { user_id: "z", title: "zz", age: 99, time: 3 };
    const { unknown } = await embedQueries(fitted, [stranger]);
    expect([...unknown]).toEqual([0]);
  });
});

describe("a tower that reads padded texts", () => {
  it("pools what stands there, as it does without padding", async () => {
    const textTower = (padded: boolean) =>
      fitTower(
        tower({ title: textVectorization({ padded, outputLength: 5 }).embedding(3).mean() }),
        table,
        { seed: 3, name: "query" },
      );
    const output = await embedTable(textTower(true), table);
    expect(output).toEqual(await embedTable(textTower(false), table));
    // The empty title has no words.
    expect([...output.subarray(9, 12)]).toEqual([0, 0, 0]);
  });
});

describe("a tower with dropout", () => {
  const dropped = fitTower(
    tower({ user_id: stringLookup().embedding(32) }, { layers: [dropout(0.5)] }),
    table,
    { seed: 3, name: "query" },
  );

  it("drops in training alone, the same for one seed and step", async () => {
    const runtime = await testRuntime();
    const { inputs } = dropped.encodeColumns(table);
    const pass = (step?: number) =>
      dropped.forward(inputs, rows, {
        runtime,
        ...(step !== undefined && { training: { seed: 1, step } }),
      }).output;
    expect(pass().every((value) => value !== 0)).toBe(true);
    expect(pass(1).some((value) => value === 0)).toBe(true);
    expect(pass(1)).toEqual(pass(1));
    expect(pass(2)).not.toEqual(pass(1));
  });
});
