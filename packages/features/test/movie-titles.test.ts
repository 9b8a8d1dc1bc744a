import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dataDir } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { stringLookup } from "../src/index.js";

interface Golden {
  readonly size: number;
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly ids: readonly (readonly [movieId: number, id: number])[];
}

const golden = JSON.parse(
  readFileSync(new URL("./golden-movie-titles.json", import.meta.url), "utf8"),
) as Golden;
const folder = dataDir("ml-100k");

function columns(path: string, separator: string): string[][] {
  const lines = readFileSync(path, "latin1").split("\n").slice(0, -1);
  return lines.map((line) => line.split(separator));
}

describe.skipIf(!folder)("real ML-100K: stringLookup on the title of every rating", () => {
  const read = () => {
    const titles = new Map(
      columns(join(folder as string, "u.item"), "|").map(([id, title]) => [Number(id), title]),
    );
    const titleOf = (movieId: number) => titles.get(movieId) as string;
    const rated = columns(join(folder as string, "u.data"), "\t").map((row) => Number(row[1]));
    return { titleOf, column: rated.map(titleOf) };
  };

  it("gives every title the id that Keras gives it", () => {
    const { titleOf, column } = read();
    const fitted = stringLookup().fit(column);
    const vocabulary = fitted.vocabulary();
    expect(fitted.size).toBe(golden.size);
    expect(vocabulary.slice(0, golden.first.length)).toEqual(golden.first.map(titleOf));
    expect(vocabulary.slice(-golden.last.length)).toEqual(golden.last.map(titleOf));
    for (const [movieId, id] of golden.ids) expect(fitted.encodeOne(titleOf(movieId))).toBe(id);
    expect([...fitted.encode(["no such film", ""])]).toEqual([0, 0]);
  });

  it("encodes 100,000 rows into ids that stand for the same titles", () => {
    const { column } = read();
    const fitted = stringLookup({ order: "bytes" }).fit(column);
    const ids = fitted.encode(column);
    const vocabulary = fitted.vocabulary();
    expect(column.every((title, row) => vocabulary[ids[row] - 1] === title)).toBe(true);
  });
});
