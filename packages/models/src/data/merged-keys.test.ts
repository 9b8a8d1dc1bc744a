import { ConfigError, tableFromColumns } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { readCatalogue } from "./catalogue.js";
import { mergedKeysOf, withMergedKeys } from "./merged-keys.js";

const source = tableFromColumns({ id: [1, "1", 2, 3, 2], title: ["a", "a", "b", "a", "b"] });
const columns = { itemKey: "id", inputs: ["title"] };
const catalogue = readCatalogue(source, columns);
const keptRows = readCatalogue(catalogue.table, columns);

describe("merged keys", () => {
  it("are the keys that lost their row, each with the key that was kept", () => {
    expect(mergedKeysOf(catalogue)).toEqual({
      merged: 3,
      aliases: [
        ["1", 1],
        [3, 1],
      ],
    });
  });

  it("make a catalogue of its kept rows whole again, through JSON", () => {
    const json = JSON.parse(JSON.stringify(mergedKeysOf(catalogue)));
    const again = withMergedKeys(keptRows, json);
    expect(new Map(again.rowOf)).toEqual(new Map(catalogue.rowOf));
    expect(again.merged).toBe(3);
    expect(keptRows.rowOf.size).toBe(2);
  });

  it.each([
    [undefined, /aliases must be an array/],
    [{ merged: 0 }, /aliases must be an array/],
    [{ merged: 1, aliases: ["1"] }, /aliases\[0\] must be a key that no candidate has/],
    [{ merged: 1, aliases: [[2, 1]] }, /got 2 and 1/],
    [{ merged: 1, aliases: [[9, 3]] }, /got 9 and 3/],
    [{ merged: 1, aliases: [[null, 1]] }, /got null and 1/],
    [
      {
        merged: 2,
        aliases: [
          [9, 1],
          [9, 2],
        ],
      },
      /aliases\[1\]/,
    ],
    [{ merged: 0, aliases: [[9, 1]] }, /merged must be a whole number of at least 1, got 0/],
    [{ merged: Number.NaN, aliases: [] }, /merged must be a whole number/],
  ])("that no catalogue has are refused: %j", (json, message) => {
    const merge = () => withMergedKeys(keptRows, json);
    expect(merge).toThrow(ConfigError);
    expect(merge).toThrow(message);
  });
});
