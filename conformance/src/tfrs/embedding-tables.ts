import { tableFromColumns } from "@towerkit/core";
import { textVectorization } from "@towerkit/features";
import { adagrad, adam, sgd } from "@towerkit/models";
import { expectAllClose } from "@towerkit/test-utils";
import { fitTower, tower, towerFromJSON, unifiedEmbedding } from "@towerkit/towers";
import { expect } from "vitest";
import { type Claim, type Claims, claim, notApplicable } from "../cases.js";
import { type Rows, runtimeForTests } from "./embeddings.js";

interface UnifiedGiven {
  readonly buckets_per_table: number;
  readonly dim_per_table: number;
  readonly num_tables: number;
  readonly rows: number;
  readonly features: readonly (readonly [name: string, chunks: number])[];
}

const unifiedOf = (given: Omit<UnifiedGiven, "rows">) =>
  unifiedEmbedding({
    chunks: Object.fromEntries(given.features),
    bins: given.buckets_per_table,
    dim: given.dim_per_table,
    tables: given.num_tables,
  });

/** A table with a column for each name, and one that the tower does not read. */
const wordsOf = (names: readonly string[], rows: number) =>
  tableFromColumns({
    ...Object.fromEntries(
      names.map((name) => [name, Array.from({ length: rows }, (_, row) => `${name} ${row}`)]),
    ),
    another: Array.from({ length: rows }, (_, row) => row),
  });

/** Each feature alone, and all of them side by side in the order of their addition. */
const unifiedShapes: Claim = claim<UnifiedGiven, { shapes: Rows }>(async (given, { shapes }) => {
  const runtime = await runtimeForTests();
  const names = given.features.map(([name]) => name);
  const table = wordsOf(names, given.rows);
  const all = unifiedOf(given);
  const fitted = fitTower(tower(all), table, { seed: 1, name: "all" });
  const together = fitted.encodeAll(fitted.encodeColumns(table).inputs, { runtime });
  expect(together).toHaveLength(given.rows * fitted.width);
  let from = 0;
  for (const [i, name] of names.entries()) {
    const own = Object.entries(all).filter(([chunk]) => chunk.startsWith(`${name}/`));
    const alone = fitTower(tower(Object.fromEntries(own)), table, { seed: 1, name: "all" });
    const output = alone.encodeAll(alone.encodeColumns(table).inputs, { runtime });
    expect([output.length / alone.width, alone.width]).toEqual(shapes[i]);
    for (let row = 0; row < given.rows; row++) {
      const part = together.subarray(row * fitted.width + from).subarray(0, alone.width);
      expect(part).toEqual(output.subarray(row * alone.width, (row + 1) * alone.width));
    }
    from += alone.width;
  }
  expect(from).toBe(fitted.width);
}, "a tower has the features' matrices side by side");

interface BagGiven {
  readonly tables: Readonly<Record<string, { rows: Rows; combiner: "sum" | "mean" }>>;
  readonly inputs: Readonly<Record<string, readonly (readonly number[])[]>>;
}

const TABLE_OF: Readonly<Record<string, string>> = {
  watched: "video_table",
  favorited: "video_table",
  friends: "user_table",
};

/** A tower of bags whose tables hold the case's rows; a row's ids are written as one text. */
function bagTower({ tables, inputs }: BagGiven) {
  const features = Object.keys(inputs).map((name) => {
    const table = TABLE_OF[name] as string;
    const { rows, combiner } = tables[table] as BagGiven["tables"][string];
    const bag = textVectorization({ vocabulary: rows.map((_, row) => `${row}`) }).embedding(
      rows[0]?.length as number,
      { table },
    );
    return [name, combiner === "sum" ? bag.sum() : bag.mean()] as const;
  });
  const columns = Object.entries(inputs).map(([name, bags]) => [
    name,
    bags.map((ids) => ids.join(" ")),
  ]);
  const table = tableFromColumns(Object.fromEntries(columns));
  const fitted = fitTower(tower(Object.fromEntries(features)), table, { seed: 1, name: "bags" });
  for (const { name, data, rows, dim } of fitted.tables()) {
    const given = (tables[name] as BagGiven["tables"][string]).rows;
    // Ids of the vocabulary come last.
    data.set(given.flat(), (rows - given.length) * dim);
  }
  return { fitted, inputs: fitted.encodeColumns(table).inputs };
}

const TPU = "it places tables on a TPU; every table of ours lies in memory";

export const embeddingTableClaims: Claims = {
  "unified-embedding/multiple": unifiedShapes,
  "unified-embedding/order": unifiedShapes,

  "unified-embedding/dense-multivalent": claim<UnifiedGiven, { shapes: Rows }>(
    async (given, { shapes }) => {
      const [[rows, values, width]] = shapes as [[number, number, number]];
      const [[, chunks]] = given.features as [[string, number]];
      const fitted = fitTower(
        tower(unifiedOf({ ...given, features: [["history", chunks]] })),
        wordsOf(["history"], rows * values),
        { seed: 1, name: "history" },
      );
      const { inputs } = fitted.encodeColumns(wordsOf(["history"], rows * values));
      const output = fitted.encodeAll(inputs, { runtime: await runtimeForTests() });
      expect([output.length / values / fitted.width, values, fitted.width]).toEqual([
        rows,
        values,
        width,
      ]);
    },
    "each of a row's values is encoded as a row of its own, and nothing combines them",
  ),

  "unified-embedding/save-load": claim(async () => {
    const runtime = await runtimeForTests();
    const chunks = { year: 1, city: 3, genre: 2 };
    const table = wordsOf(Object.keys(chunks), 10);
    const spec = tower(unifiedEmbedding({ chunks, bins: 10, dim: 8, tables: 4 }));
    const fitted = fitTower(spec, table, { seed: 1, name: "query" });
    const before = fitted.encodeAll(fitted.encodeColumns(table).inputs, { runtime });
    const read = towerFromJSON(JSON.parse(JSON.stringify(fitted.topology())), fitted.weights());
    expect(read.encodeAll(read.encodeColumns(table).inputs, { runtime })).toEqual(before);
  }),

  "unified-embedding/table-assignment": claim<
    { num_tables: number; features: UnifiedGiven["features"] },
    { tables: Readonly<Record<string, readonly number[]>>; salts: Readonly<Record<string, Rows>> }
  >((given, { tables, salts }) => {
    const made = Object.entries(unifiedOf({ ...given, buckets_per_table: 10, dim_per_table: 8 }));
    for (const [name] of given.features) {
      const own = made.filter(([chunk]) => chunk.startsWith(`${name}/`));
      expect(own.map(([, { table }]) => table)).toEqual(tables[name]?.map((t) => `unified/${t}`));
      expect(own.map(([, { encoder }]) => encoder.toJSON()["salt"])).toEqual(salts[name]);
    }
    const twelve = unifiedEmbedding({ chunks: { city: 12 }, bins: 10, dim: 1 });
    expect(Object.keys(twelve).at(-1)).toBe("city/11");
  }, "chunks stay in their order, from the tenth on too"),

  "partial-embedding/threshold-none": notApplicable(TPU),
  "partial-embedding/threshold-0": notApplicable(TPU),

  "tpu-embedding/runs": claim<BagGiven & { feature_tables: typeof TABLE_OF }>(async (given) => {
    expect(given.feature_tables).toEqual(TABLE_OF);
    const runtime = await runtimeForTests();
    for (const optimizer of [sgd(0.1), adagrad(0.1), adam(0.1)]) {
      const { fitted, inputs } = bagTower(given);
      const rows = Int32Array.of(0, 1, 2, 3);
      const { output, backward } = fitted.forward(inputs, rows, {
        runtime,
        training: { seed: 1, step: 1 },
      });
      expect(output).toHaveLength(4 * (4 + 4 + 2));
      const before = output.reduce((sum, value) => sum + value, 0);
      for (const gradient of backward(new Float32Array(output.length).fill(1))) {
        optimizer.step(gradient, { runtime });
      }
      const after = fitted.encode(inputs, rows, { runtime }).reduce((sum, v) => sum + v, 0);
      expect(after).toBeLessThan(before);
    }
  }, "without a TPU; one activation a feature, and every optimizer lowers a loss of their sum"),

  "embedding-bag/sum-and-mean": claim<BagGiven, Readonly<Record<string, Rows>>>(
    async (given, expected, tolerance) => {
      const { fitted, inputs } = bagTower(given);
      const output = fitted.encodeAll(inputs, { runtime: await runtimeForTests() });
      const sideBySide = Array.from({ length: 4 }, (_, row) =>
        ["watched", "favorited", "friends"].flatMap((name) => expected[name]?.[row] ?? []),
      );
      expectAllClose(output, sideBySide.flat(), { absolute: tolerance });
      expect(fitted.tables()).toHaveLength(2);
    },
  ),
};
