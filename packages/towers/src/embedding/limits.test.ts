import { tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { testRuntime } from "../../test/expect-layer.js";
import { fitTower } from "../fit-tower.js";
import { dense } from "../layers/dense.js";
import { towerFromJSON } from "../tower-json.js";
import { tower } from "../tower-spec.js";
import { limitNorms } from "./limits.js";

const users = tableFromColumns({ user_id: ["a", "b", "c"] });

describe("an embedding's l2", () => {
  it("costs the squares of the rows that a step reads, once each, and has their derivative", async () => {
    const runtime = await testRuntime();
    const spec = tower({ user_id: stringLookup().embedding(2, { l2: 0.5 }) });
    const fitted = fitTower(spec, users, { seed: 1, name: "query" });
    const [{ data }] = fitted.tables();
    data.set([9, 9, 1, 2, 3, 4, 9, 9]);
    const { inputs } = fitted.encodeColumns(tableFromColumns({ user_id: ["c", "b", "c"] }));
    const pass = fitted.forward(inputs, Int32Array.of(0, 1, 2), { runtime });
    const [{ rows, values, penalty }] = pass.backward(new Float32Array(6));
    expect([...rows]).toEqual([1, 2]);
    expect(penalty).toBe(0.5 * (1 + 4 + 9 + 16));
    expect([...values]).toEqual([1, 2, 3, 4]);
  });

  it("costs the squares of a layer's kernel, and never of its bias", async () => {
    const runtime = await testRuntime();
    const spec = tower(
      { user_id: stringLookup().embedding(1) },
      { layers: [dense(2, { l2: 0.25 })] },
    );
    const fitted = fitTower(spec, users, { seed: 1, name: "query" });
    const { "layers/1-dense/kernel": kernel, "layers/1-dense/bias": bias } = fitted.weights();
    (kernel.data as Float32Array).set([2, -4]);
    (bias.data as Float32Array).set([7, 7]);
    const { inputs } = fitted.encodeColumns(users);
    const gradients = fitted
      .forward(inputs, Int32Array.of(0), { runtime })
      .backward(new Float32Array(2));
    expect(gradients.map(({ penalty }) => penalty)).toEqual([0, 0.25 * 20, 0]);
    expect([...gradients[1].values]).toEqual([1, -2]);
    expect([...gradients[2].values]).toEqual([0, 0]);
  });
});

describe("limitNorms", () => {
  const table = (maxNorm?: number) => ({
    name: "t",
    rows: 3,
    dim: 2,
    data: Float32Array.of(3, 4, 0.3, 0.4, 30, 40),
    maxNorm,
  });

  it("shortens the given rows that are too long, and touches no other", () => {
    const limited = table(1);
    limitNorms({ table: limited, rows: Int32Array.of(0, 1) });
    expectAllClose(limited.data, [0.6, 0.8, 0.3, 0.4, 30, 40], { absolute: 1e-7 });
  });

  it("does nothing without a limit", () => {
    const free = table();
    limitNorms({ table: free, rows: Int32Array.of(0, 1, 2) });
    expect(free.data).toEqual(table().data);
  });
});

describe("limits", () => {
  it("go with a tower through JSON", () => {
    const spec = tower({ user_id: stringLookup().embedding(2, { l2: 0.1, maxNorm: 2 }) });
    const fitted = fitTower(spec, users, { seed: 1, name: "query" });
    const again = towerFromJSON(JSON.parse(JSON.stringify(fitted.topology())), fitted.weights());
    expect(again.tables()[0]).toMatchObject({ l2: 0.1, maxNorm: 2 });
  });

  it("are refused where they cannot work, and where a shared table would have two", () => {
    const lookup = stringLookup();
    expect(() => lookup.embedding(2, { l2: -1 })).toThrow(/embedding l2 must be a number from 0/);
    expect(() => lookup.embedding(2, { maxNorm: 0 })).toThrow(/embedding maxNorm/);
    expect(() =>
      tower({
        a: lookup.embedding(2, { table: "t", l2: 0.1 }),
        b: lookup.embedding(2, { table: "t" }),
      }),
    ).toThrow(
      /"a" and "b" share the table "t", but the limits of one are {"l2":0.1} and of the other {}/,
    );
  });
});
