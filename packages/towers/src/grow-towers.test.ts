import { ConfigError, tableFromColumns } from "@towerkit/core";
import {
  hashing,
  history,
  normalization,
  seenItems,
  stringLookup,
  textVectorization,
} from "@towerkit/features";
import { createRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { fitTower, fitTowers } from "./fit-tower.js";
import { growTowers } from "./grow-towers.js";
import { dense } from "./layers/dense.js";
import { tower } from "./tower-spec.js";

const runtime = await createRuntime({ threads: 1 });
const films = tableFromColumns({ title: ["Heat", "Fargo", "The Rock"], year: [1995, 1996, 1996] });
const more = tableFromColumns({ title: ["Alien", "Heat", "The Thing"], year: [1979, 1995, 1982] });

const spec = () =>
  tower(
    {
      title: stringLookup().embedding(4),
      words: textVectorization().embedding(3, { column: "title", l2: 0.1 }).mean(),
      bins: hashing({ bins: 8 }).embedding(2, { column: "title" }),
      year: normalization().numbers(),
    },
    { layers: [dense(5, { activation: "relu" })] },
  );
const fitted = () => fitTower(spec(), films, { seed: 7, name: "candidate" });
const outputs = (of: ReturnType<typeof fitted>, table: typeof films) =>
  of.encodeAll(of.encodeColumns(table).inputs, { runtime });

describe("growTowers", () => {
  it("keeps what was learned to the bit, and gives what is new rows of its own", () => {
    const before = fitted();
    const [after] = growTowers([{ tower: before, table: more }], { seed: 7 });
    if (after === undefined) throw new Error("no tower");
    expect(outputs(after, films)).toEqual(outputs(before, films));
    expect(before.encodeColumns(more).outOfVocabulary).toBeGreaterThan(0);
    expect(after.encodeColumns(more).outOfVocabulary).toBe(0);
    expect(after.tables().map(({ name, rows, l2 }) => [name, rows, l2])).toEqual([
      ["title", 6, undefined],
      ["words", 8, 0.1],
      ["bins", 8, undefined],
    ]);
    const added = after.tables()[0]?.data.subarray(4 * 4) as Float32Array;
    expect(added.every((value) => value !== 0 && Math.abs(value) <= 0.05)).toBe(true);
  });

  it("grows histories and seen items by the rows, and leaves the rest of their tables alone", () => {
    const of = (users: string[], times: number[], titles: string[]) =>
      tableFromColumns({ user: users, time: times, title: titles });
    const past = history({ by: "user", orderBy: "time", item: "title", length: 4 });
    const seen = seenItems({ by: "user", item: "title" });
    const before = fitTower(
      tower({ past: past.embedding(3).gru(), seen: seen.embedding(2) }),
      of(["ann", "ann", "bob"], [1, 2, 3], ["Heat", "Fargo", "Fargo"]),
      { seed: 7, name: "query" },
    );
    const rows = of(["bob", "cleo"], [4, 5], ["Alien", "Heat"]);
    const [after] = growTowers([{ tower: before, table: rows }], { seed: 7 });
    if (after === undefined) throw new Error("no tower");
    expect(after.tables().map(({ rows }) => rows)).toEqual([4, 4]);
    for (const [i, { data }] of before.tables().entries()) {
      expect(after.tables()[i]?.data.slice(0, data.length)).toEqual(data);
    }
    const asked = [{ user: "ann", time: 9 }];
    const embed = (of: typeof after, queries: object[]) =>
      of.encodeAll(of.encodeQueries(queries).inputs, { runtime });
    expect(embed(after, asked)).toEqual(embed(before, asked));
    expect(before.encodeQueries([{ user: "cleo", time: 9 }]).unknown).toEqual(Uint8Array.of(1));
    expect(after.encodeQueries([{ user: "cleo", time: 9 }]).unknown).toEqual(Uint8Array.of(0));
    const [same] = growTowers([{ tower: after, table: rows }], { seed: 7 });
    expect(same?.topology()).toEqual(after.topology());
    expect(() =>
      growTowers([{ tower: before, table: tableFromColumns({ user: ["a"], time: [1] }) }], {
        seed: 7,
      }),
    ).toThrow("title");
  });

  it("leaves the tower that it copies alone", () => {
    const before = fitted();
    const weights = structuredClone(before.weights());
    const [after] = growTowers([{ tower: before, table: more }], { seed: 7 });
    for (const { data } of after?.trainables() ?? []) data.fill(9);
    expect(before.weights()).toEqual(weights);
    expect(before.features[0]?.encoder.describe()).toContain("3 known values");
  });

  it("draws the same new rows for one seed, whatever else grows", () => {
    const grown = (seed: number) =>
      growTowers([{ tower: fitted(), table: more }], { seed })[0]?.weights();
    expect(grown(7)).toEqual(grown(7));
    expect(grown(8)).not.toEqual(grown(7));
  });

  it("keeps tables shared that towers share, growing them by both towers' rows", () => {
    const shared = (column: string) =>
      tower({ [column]: stringLookup().embedding(2, { table: "title" }) });
    const queries = tableFromColumns({ last: ["Heat", "Fargo"] });
    const towers = fitTowers(
      [
        { spec: shared("last"), table: queries, name: "query" },
        { spec: shared("title"), table: films, name: "candidate" },
      ],
      { seed: 7 },
    );
    const [query, candidate] = growTowers(
      towers.map((each, i) => ({
        tower: each,
        table: i === 0 ? tableFromColumns({ last: ["Brazil"] }) : more,
      })),
      { seed: 7 },
    );
    expect(query?.tables()[0]).toBe(candidate?.tables()[0]);
    expect(query?.tables()[0]?.rows).toBe(1 + 3 + 3);
    expect(query?.encodeColumns(tableFromColumns({ last: ["Alien"] })).outOfVocabulary).toBe(0);
  });

  it("refuses a table without the tower's columns", () => {
    const table = tableFromColumns({ title: ["Heat"] });
    expect(() => growTowers([{ tower: fitted(), table }], { seed: 7 })).toThrow(ConfigError);
  });
});
