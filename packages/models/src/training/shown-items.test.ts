import { tableFromColumns } from "@towerkit/core";
import { seenItems } from "@towerkit/features";
import { distinctInputs, fitTower, tower } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { createShownItems } from "./shown-items.js";

const FILMS = 20;
const train = tableFromColumns({
  user_id: Array.from({ length: 3 * FILMS }, (_, row) => `user ${row % 3}`),
  film: Array.from({ length: 3 * FILMS }, (_, row) => `film ${Math.floor(row / 3)}`),
});
const candidateOfRow = Int32Array.from({ length: 3 * FILMS }, (_, row) => Math.floor(row / 3));

function rowsOf(shownAsNegatives: boolean) {
  const seen = seenItems({ by: "user_id", item: "film", shownAsNegatives });
  const query = fitTower(tower({ seen: seen.embedding(2) }), train, { seed: 1, name: "query" });
  const { distinct: queries, slotOfRow: queryOfRow } = distinctInputs(
    query.encodeColumns(train).inputs,
  );
  const targets = query.trainingTargets(train);
  return { queries, queryOfRow, candidateOfRow, ...(targets && { targets }) };
}

describe("createShownItems", () => {
  it("lists what a step shows of each query, which is what no row of it may teach", () => {
    const rows = rowsOf(false);
    const training = { seed: 5, step: 3 };
    const asked = Int32Array.of(2, 0);
    const { offsets, itemIds } = createShownItems(rows)?.(asked, training) ?? {};
    const weights = new Float32Array(3 * FILMS).fill(1);
    rows.targets?.weigh(Int32Array.from(weights.keys()), weights, training);
    const shownOf = (query: number) =>
      Array.from(weights.keys()).flatMap((row) =>
        rows.queryOfRow[row] === query && weights[row] === 0 ? [candidateOfRow[row]] : [],
      );
    expect([...(itemIds?.subarray(0, offsets?.[1]) ?? [])]).toEqual(shownOf(2));
    expect([...(itemIds?.subarray(offsets?.[1]) ?? [])]).toEqual(shownOf(0));
    expect(shownOf(0).length).toBeGreaterThan(0);
    expect(shownOf(0).length).toBeLessThan(FILMS);
  });

  it("has nothing to list where shown items are negatives", () => {
    expect(createShownItems(rowsOf(true))).toBeUndefined();
  });
});
