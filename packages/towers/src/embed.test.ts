import { ConfigError, tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { createRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { embedQueries, embedTable } from "./embed.js";
import { fitTower } from "./fit-tower.js";
import { tower } from "./tower-spec.js";

const table = tableFromColumns({ user_id: ["7", "42", "7"] });
const fitted = fitTower(tower({ user_id: stringLookup().embedding(3) }), table, {
  seed: 1,
  name: "query",
});
const [{ data }] = fitted.tables();
const rowOf = (id: number) => [...data.subarray(3 * id, 3 * id + 3)];

describe("embedTable", () => {
  it("embeds every row, in order", async () => {
    const embeddings = await embedTable(fitted, table);
    expect([...embeddings]).toEqual([...rowOf(1), ...rowOf(2), ...rowOf(1)]);
  });

  it("works on the runtime that it is given", async () => {
    const runtime = await createRuntime();
    await runtime.close();
    await expect(embedTable(fitted, table, { runtime })).rejects.toThrow(ConfigError);
  });
});

describe("embedQueries", () => {
  it("embeds each query and marks those of which nothing is known", async () => {
    const queries = [{ user_id: "42", extra: 1 }, { user_id: "nobody" }];
    const { embeddings, unknown } = await embedQueries(fitted, queries);
    expect([...embeddings]).toEqual([...rowOf(2), ...rowOf(0)]);
    expect([...unknown]).toEqual([0, 1]);
  });

  it("embeds no queries as nothing", async () => {
    const { embeddings, unknown } = await embedQueries(fitted, []);
    expect([embeddings.length, unknown.length]).toEqual([0, 0]);
  });

  it("names an input that is missing", async () => {
    await expect(embedQueries(fitted, [{}])).rejects.toThrow(/query 0 has no "user_id"/);
  });
});
