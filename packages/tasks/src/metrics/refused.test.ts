import { ConfigError, tableFromColumns } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { interactions, scorerOf } from "../../test/toy-scorers.js";
import { evaluateScorer } from "./evaluate-scorer.js";
import type { EvaluateScorerOptions } from "./types.js";

const runtime = await createRuntime();
const candidateIds = ["a", "b", "c", "d"];
const alphabetical = scorerOf(4, (_, place) => -place).scorer;
const options = { candidateIds, itemKey: "item", runtime };

describe("evaluateScorer refuses", () => {
  const test = interactions(["u"], ["a"]);
  const evaluated = (changes: Partial<EvaluateScorerOptions>, table = test) =>
    evaluateScorer(alphabetical, table, { ...options, ...changes });

  it.each([
    ["an item that stands in the catalogue twice", { candidateIds: ["a", "b", "c", "a"] }, /twice/],
    [
      "an item that is a string where the catalogue has a number",
      { candidateIds: [1, 2, 3, 4], exclude: interactions(["u"], ["4"]) },
      /exclude: item\[0\] is the string "4", which the catalogue has as a number; give both/,
    ],
    [
      "a catalogue with something else than ids",
      { candidateIds: ["a", "b", "c", Number.NaN] },
      /candidateIds\[3\] is NaN; an id must be a string or a finite number/,
    ],
    ["a catalogue of another size", { candidateIds: ["a"] }, /same catalogue/],
    ["an item column that there is not", { itemKey: "movie" }, /no column "movie"/],
    ["a query column that there is not", { queryColumns: ["age"] }, /no column "age"/],
    ["no query columns", { queryColumns: [] }, /queryColumns is empty/],
    ["a rule for ties that there is not", { ties: "best" as "index" }, /ties/],
    [
      "an exclusion key that the evaluated table lacks",
      { exclude: { table: test, key: "house" } },
      /the evaluated table: there is no column "house"/,
    ],
    [
      "an excluded table without the item column",
      { exclude: tableFromColumns({ user_id: ["u"] }) },
      /the excluded table: there is no column "item"/,
    ],
    ["an exclusion without a table", { exclude: {} as { table: typeof test } }, /must be a table/],
  ])("%s", async (_, changes, message) => {
    const failure = await evaluated(changes).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as Error).message).toMatch(message);
  });

  it("an empty table, and an empty catalogue", async () => {
    await expect(evaluated({}, interactions([], []))).rejects.toThrow(/no rows/);
    await expect(
      evaluateScorer(scorerOf(0, () => 0).scorer, test, { ...options, candidateIds: [] }),
    ).rejects.toThrow(ConfigError);
  });

  it("an item that is a number where the catalogue has a string", async () => {
    const numbers = interactions(["u", "u"], ["a", 2]);
    await expect(evaluated({ candidateIds: ["a", "1", "2", "3"] }, numbers)).rejects.toThrow(
      new ConfigError(
        "item[1] is the number 2, which the catalogue has as a string; give both columns values of one type.",
      ),
    );
  });

  it("a row without an id", async () => {
    await expect(evaluated({}, interactions([undefined], ["a"]))).rejects.toThrow(
      /user_id\[0\] is undefined/,
    );
    await expect(evaluated({}, interactions(["u"], [Number.NaN]))).rejects.toThrow(/item\[0\]/);
  });
});
