import { ConfigError, createGenerator, tableFromColumns } from "@towerkit/core";
import { type EmbeddingFeature, stringLookup } from "@towerkit/features";
import { createRuntime, type Runtime } from "@towerkit/kernels";
import { checkGradient, expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { SparseGradient } from "./embedding/table.js";
import { fitTower } from "./fit-tower.js";
import type { EncodedInputs } from "./inputs/encoded-inputs.js";
import type { Tower } from "./tower.js";
import { tower } from "./tower-spec.js";

type IdFeatures = Record<string, EmbeddingFeature<string>>;

const lookup = stringLookup({ order: "bytes" });
const film = lookup.embedding(2, { table: "film" });
const people = ["a", "b", "c", "d"];
const world = tableFromColumns({ x: people, y: people, z: people });

/** One feature; several of different widths; two that share a table beside one that does not. */
const kinds: Record<string, IdFeatures> = {
  "one feature": { x: lookup.embedding(3) },
  "several features": { x: lookup.embedding(2), y: lookup.embedding(1), z: lookup.embedding(3) },
  "a shared table": { x: film, z: lookup.embedding(1), y: film },
};

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createRuntime();
});

/** Rows of random ids, unknown ones and repeats among them. */
function randomInputs(features: number, seed: number, rows = 12): EncodedInputs {
  const generator = createGenerator(seed, "inputs");
  const column = () => Int32Array.from({ length: rows }, () => generator.below(people.length + 1));
  return { rows, features: Array.from({ length: features }, column) };
}

const random = (length: number, seed: number) => {
  const generator = createGenerator(seed, "numbers");
  return Float32Array.from({ length }, () => generator.uniform() - 0.5);
};

const fitOn = (features: IdFeatures): Tower =>
  fitTower(tower(features), world, { seed: 7, name: "q" });

/** Output `[rows.length, width]` by looking every number up, one at a time. */
function encodedPlainly(
  fitted: Tower,
  features: IdFeatures,
  inputs: EncodedInputs,
  rows: Int32Array,
) {
  const tables = new Map(fitted.tables().map((table) => [table.name, table]));
  return Array.from(rows, (row) =>
    Object.entries(features).flatMap(([name, spec], i) => {
      const table = tables.get(spec.table ?? name);
      if (table === undefined) throw new Error(`no table ${name}`);
      const start = (inputs.features[i] as Int32Array)[row] * table.dim;
      return [...table.data.subarray(start, start + table.dim)];
    }),
  ).flat();
}

describe.each(Object.entries(kinds))("a tower with %s", (_, features) => {
  const numFeatures = Object.keys(features).length;

  it("puts the embeddings of each row's ids side by side", () => {
    const fitted = fitOn(features);
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat({ max: 11 }), { maxLength: 20 }), (seed, list) => {
        const inputs = randomInputs(numFeatures, seed);
        const rows = Int32Array.from(list);
        expect([...fitted.encode(inputs, rows, { runtime })]).toEqual(
          encodedPlainly(fitted, features, inputs, rows),
        );
      }),
    );
  });

  it("has the gradients that central differences find, and touches no row twice", () => {
    const fitted = fitOn(features);
    const inputs = randomInputs(numFeatures, 3);
    const rows = Int32Array.of(0, 5, 5, 2, 7, 11);
    const weights = random(rows.length * fitted.width, 4);
    const gradients = fitted.backward(inputs, rows, weights, { runtime });
    expect(gradients.map(({ table }) => table)).toEqual([...fitted.tables()]);
    for (const { table, rows: touched, values } of gradients) {
      expect(new Set(touched).size).toBe(touched.length);
      const dense = new Float32Array(table.data.length);
      touched.forEach((row, i) => {
        dense.set(values.subarray(i * table.dim, (i + 1) * table.dim), row * table.dim);
      });
      const lossAt = (data: Float32Array) => {
        const held = table.data.slice();
        table.data.set(data);
        const out = fitted.encode(inputs, rows, { runtime });
        table.data.set(held);
        return out.reduce((loss, value, i) => loss + value * weights[i], 0);
      };
      // The output is linear in the table, so a large step costs nothing and hides float32 rounding.
      checkGradient({ f: lossAt, point: table.data, gradient: dense, step: 1, tolerance: 1e-6 });
    }
  });

  it("moves only touched rows in one step of gradient descent, and lowers the loss", () => {
    const fitted = fitOn(features);
    const inputs = {
      rows: 2,
      features: Array.from({ length: numFeatures }, () => Int32Array.of(4, 1)),
    };
    const rows = Int32Array.of(0, 1);
    const target = random(2 * fitted.width, 5);
    const errors = () => fitted.encode(inputs, rows, { runtime }).map((v, i) => v - target[i]);
    const loss = () => errors().reduce((sum, error) => sum + error * error, 0);
    const before = fitted.tables().map(({ data }) => data.slice());
    const lossBefore = loss();
    for (const gradient of fitted.backward(inputs, rows, errors(), { runtime })) {
      descend(gradient, 0.1);
    }
    expect(loss()).toBeLessThan(lossBefore);
    fitted.tables().forEach(({ data, dim, rows: tableRows }, t) => {
      for (let row = 0; row < tableRows; row++) {
        const same = data
          .subarray(row * dim, (row + 1) * dim)
          .every((value, d) => value === before[t][row * dim + d]);
        expect(same).toBe(row !== 4 && row !== 1);
      }
    });
  });
});

function descend({ table, rows, values }: SparseGradient, learningRate: number): void {
  rows.forEach((row, i) => {
    for (let d = 0; d < table.dim; d++) {
      table.data[row * table.dim + d] -= learningRate * values[i * table.dim + d];
    }
  });
}

describe("Tower.backward", () => {
  it("adds up what several rows send to one table row, in row order", () => {
    const fitted = fitOn({ x: lookup.embedding(2) });
    const inputs = { rows: 4, features: [Int32Array.of(0, 3, 0, 0)] };
    const gradients = Float32Array.of(1e8, 1, 5, 6, -1e8, 2, 1, 3);
    const [{ rows, values }] = fitted.backward(inputs, Int32Array.of(0, 1, 2, 3), gradients, {
      runtime,
    });
    expect(rows).toEqual(Int32Array.of(0, 3));
    expectAllClose(values, [1, 6, 5, 6]);
  });

  it("hands the gradients on uncopied where one feature's rows all differ", () => {
    const fitted = fitOn({ x: lookup.embedding(2) });
    const inputs = { rows: 3, features: [Int32Array.of(4, 0, 2)] };
    const gradients = random(4, 1);
    const [{ rows, values }] = fitted.backward(inputs, Int32Array.of(2, 0), gradients, { runtime });
    expect(rows).toEqual(Int32Array.of(2, 4));
    expect(values).toBe(gradients);
  });

  it("gives empty gradients for no rows", () => {
    const fitted = fitOn(kinds["a shared table"]);
    const none = fitted.backward(randomInputs(3, 1), new Int32Array(0), new Float32Array(0), {
      runtime,
    });
    expect(none.map(({ rows, values }) => [rows.length, values.length])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

describe("Tower.encode", () => {
  it("gives every row in order where it is asked for all", () => {
    const fitted = fitOn(kinds["several features"]);
    const inputs = randomInputs(3, 2, 5);
    const rows = Int32Array.of(0, 1, 2, 3, 4);
    expect(fitted.encodeAll(inputs, { runtime })).toEqual(fitted.encode(inputs, rows, { runtime }));
  });

  it("writes into the array it is given and returns it", () => {
    const fitted = fitOn(kinds["several features"]);
    const out = new Float32Array(2 * fitted.width).fill(9);
    const rows = Int32Array.of(1, 0);
    const inputs = randomInputs(3, 2);
    expect(fitted.encode(inputs, rows, { runtime, out })).toBe(out);
    expect(out).toEqual(fitted.encode(inputs, rows, { runtime }));
  });

  it("refuses rows, inputs and arrays that do not fit, forward and backward", () => {
    const fitted = fitOn(kinds["several features"]);
    const inputs = randomInputs(3, 2);
    const row = Int32Array.of(0);
    const gradients = new Float32Array(6);
    const encode = (from: EncodedInputs, rows: Int32Array) => () =>
      fitted.encode(from, rows, { runtime });
    const backward = (from: EncodedInputs, rows: Int32Array) => () =>
      fitted.backward(from, rows, gradients, { runtime });
    for (const run of [encode, backward]) {
      expect(run(inputs, Int32Array.of(12))).toThrow(/rows\[0\] is 12; /);
      expect(run(inputs, Int32Array.of(-1))).toThrow(ConfigError);
      expect(run(randomInputs(2, 1), row)).toThrow(/inputs hold 2 features and the tower has 3/);
      const alien = { rows: 1, features: [0, 5, 0].map((id) => Int32Array.of(id)) };
      expect(run(alien, row)).toThrow(/the ids of table "y"\[0\] is 5/);
    }
    expect(() => fitted.encode(inputs, row, { runtime, out: new Float32Array(5) })).toThrow(
      /out must hold 6 values, got 5/,
    );
    expect(() => fitted.backward(inputs, row, new Float32Array(5), { runtime })).toThrow(
      /gradients must hold 6 values, got 5/,
    );
  });
});
