import { tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { describe, expect, it } from "vitest";
import { testRuntime } from "../test/expect-layer.js";
import { GradientMerger } from "./embedding/gradient-merger.js";
import { fitTower, fitTowers } from "./fit-tower.js";
import { tower } from "./tower-spec.js";

const people = tableFromColumns({ likes: ["Heat", "Alien"], city: ["Oslo", "Rome"] });
const films = tableFromColumns({ title: ["Fargo", "Heat"], city: ["Rome", "Paris"] });
const film = { table: "film" } as const;
const query = tower({
  likes: stringLookup({ order: "bytes" }).embedding(2, film),
  city: stringLookup().embedding(2),
});
const candidate = tower({
  title: stringLookup({ order: "bytes" }).embedding(2, film),
  city: stringLookup().embedding(2),
});
const fit = () =>
  fitTowers(
    [
      { spec: query, table: people, name: "query" },
      { spec: candidate, table: films, name: "candidate" },
    ],
    { seed: 1 },
  );

describe("a table that two towers name", () => {
  it("is one array, with a row for every value of both", () => {
    const [first, second] = fit();
    const [shared] = first.tables();
    expect(second.tables()[0]).toBe(shared);
    expect(shared.rows).toBe(4);
    const ids = (each: typeof first, table: typeof people | typeof films) =>
      Array.from(each.encodeColumns(table).inputs.features[0] as Int32Array);
    expect(ids(first, people)).toEqual([3, 1]);
    expect(ids(second, films)).toEqual([2, 3]);
  });

  it("is not shared where a tower calls it so by its feature's name alone", () => {
    const [first, second] = fit();
    expect(first.tables()[1]).not.toBe(second.tables()[1]);
    expect(first.tables()[1].rows).toBe(3);
  });

  it("has one gradient a step, what both towers send added up", async () => {
    const runtime = await testRuntime();
    const [first, second] = fit();
    const rows = Int32Array.of(0, 1);
    const gradientsOf = (each: typeof first, table: typeof people | typeof films, by: number) =>
      each
        .forward(each.encodeColumns(table).inputs, rows, { runtime })
        .backward(new Float32Array(8).fill(by));
    const all = [...gradientsOf(first, people, 1), ...gradientsOf(second, films, 10)];
    const merged = new GradientMerger().merge(all, runtime);
    expect(merged).toHaveLength(3);
    const [{ rows: touched, values }] = merged;
    // Heat, Alien, Fargo: Heat is liked and a candidate.
    expect([...touched]).toEqual([3, 1, 2]);
    expect([...values]).toEqual([11, 11, 1, 1, 10, 10]);
  });

  it("leaves gradients alone where no table is shared", async () => {
    const runtime = await testRuntime();
    const alone = fitTower(query, people, { seed: 1, name: "query" });
    const gradients = alone
      .forward(alone.encodeColumns(people).inputs, Int32Array.of(0), { runtime })
      .backward(new Float32Array(4));
    expect(new GradientMerger().merge(gradients, runtime)).toBe(gradients);
  });

  it("must have one width and one encoder", () => {
    const wide = tower({ title: stringLookup({ order: "bytes" }).embedding(3, film) });
    const other = tower({ title: stringLookup().embedding(2, film) });
    const fitWith = (spec: typeof wide) => () =>
      fitTowers(
        [
          { spec: query, table: people, name: "query" },
          { spec, table: films, name: "candidate" },
        ],
        { seed: 1 },
      );
    expect(fitWith(wide)).toThrow(/"likes" and "title" share the table "film", but one is 2 wide/);
    expect(fitWith(other)).toThrow(/their encoders differ/);
  });
});
