import { createGenerator, tableFromColumns } from "@towerkit/core";
import { type CrossFeature, type HistoryValue, history, stringLookup } from "@towerkit/features";
import { expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { testRuntime } from "../test/expect-layer.js";
import { embedQueries, embedTable } from "./embed.js";
import { fitTower } from "./fit-tower.js";
import type { Tower } from "./tower.js";
import { towerFromJSON } from "./tower-json.js";
import { tower } from "./tower-spec.js";

const train = tableFromColumns({
  user_id: ["a", "a", "a", "b", "a", "b"],
  movie_title: ["Heat", "Fargo", "Alien", "Heat", "Heat", "Alien"],
  timestamp: [10, 20, 30, 15, 40, 15],
});
const seen = history({ by: "user_id", item: "movie_title", orderBy: "timestamp", length: 3 });
const fitOn = (feature: CrossFeature<HistoryValue, "ids">) =>
  fitTower(tower({ history: feature }), train, { seed: 2, name: "query" });

/** The rows of the table that stand for a user's films before a time. */
const rowsOf = (fitted: Tower, titles: readonly string[]) => {
  const vocabulary = ["Heat", "Alien", "Fargo"];
  const [{ data, dim }] = fitted.tables();
  return titles.map((title) => {
    const row = vocabulary.indexOf(title) + 1;
    return [...data.subarray(row * dim, (row + 1) * dim)];
  });
};

describe("a tower that reads histories", () => {
  it("needs no item to encode a row, only whose it is and when", () => {
    const spec = tower({ history: seen.embedding(4) });
    expect(spec.inputs).toEqual(["user_id", "timestamp"]);
    expect(fitOn(seen.embedding(4)).inputs).toEqual(["user_id", "timestamp"]);
  });

  it("gives the mean of the last earlier films, and zeros where there are none", async () => {
    const fitted = fitOn(seen.embedding(2).mean());
    const { embeddings, unknown } = await embedQueries(fitted, [
      { user_id: "a", timestamp: 40 },
      { user_id: "a", timestamp: 10 },
      { user_id: "nobody", timestamp: 99 },
    ]);
    const films = rowsOf(fitted, ["Heat", "Fargo", "Alien"]);
    const mean = [0, 1].map((d) => films.reduce((sum, row) => sum + row[d], 0) / 3);
    expectAllClose(embeddings, [...mean, 0, 0, 0, 0], { absolute: 1e-7 });
    expect([...unknown]).toEqual([0, 1, 1]);
  });

  it("copies no history: rows are stretches of one array", () => {
    const { inputs } = fitOn(seen.embedding(2)).encodeColumns(train);
    const [feature] = inputs.features;
    expect("starts" in feature && feature.values.length).toBe(train.numRows());
  });

  it.each(["mean", "attention", "gru"] as const)(
    "has the derivatives that central differences find, with %s",
    async (combiner) => {
      const runtime = await testRuntime();
      const fitted = fitOn(seen.embedding(3)[combiner]());
      const random = createGenerator(4, "test");
      for (const { data } of Object.values(fitted.weights())) {
        for (let i = 0; i < data.length; i++) data[i] = 2 * random.uniform() - 1;
      }
      const { inputs } = fitted.encodeColumns(train);
      const rows = Int32Array.of(4, 2, 0, 5);
      const { output, backward } = fitted.forward(inputs, rows, { runtime });
      const coefficients = Float32Array.from(output, () => 2 * random.uniform() - 1);
      const loss = () =>
        fitted
          .encode(inputs, rows, { runtime })
          .reduce((sum, value, i) => sum + value * coefficients[i], 0);
      const gradients = backward(coefficients.slice());
      expect(gradients).toHaveLength(Object.keys(fitted.weights()).length);
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
        expectAllClose(values, measured, { ofLargest: 0.003, absolute: 1e-4 });
      }
    },
  );

  it.each(["attention", "gru"] as const)(
    "comes back from JSON to the bit, with %s",
    async (combiner) => {
      const fitted = fitTower(
        tower({ history: seen.embedding(4)[combiner](), user_id: stringLookup().embedding(2) }),
        train,
        { seed: 3, name: "query" },
      );
      const again = towerFromJSON(JSON.parse(JSON.stringify(fitted.topology())), fitted.weights());
      expect(await embedTable(again, train)).toEqual(await embedTable(fitted, train));
    },
  );
});
