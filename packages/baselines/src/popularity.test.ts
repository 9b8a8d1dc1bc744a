import { ConfigError, tableFromColumns } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { popularity } from "./popularity.js";

const train = tableFromColumns({ title: ["b", "a", "b", "c", "b", "a"] });

describe("popularity", () => {
  it("scores each candidate by its train rows, in catalogue order, alike for every query", async () => {
    const scorer = popularity({ train, candidateIds: ["a", "b", "c", "d"], itemKey: "title" });
    const out = new Float32Array(8).fill(-1);
    await scorer.scores([{ user_id: "1" }, {}], out);
    expect([scorer.name, scorer.numCandidates]).toEqual(["popularity", 4]);
    expect([...out]).toEqual([2, 3, 1, 0, 2, 3, 1, 0]);
  });

  it("scores everything 0 where there are no train rows", async () => {
    const scorer = popularity({
      train: tableFromColumns({ title: [] }),
      candidateIds: ["a", "b"],
      itemKey: "title",
    });
    const out = new Float32Array(2).fill(-1);
    await scorer.scores([{}], out);
    expect([...out]).toEqual([0, 0]);
  });

  it("refuses a train row whose item is not in the catalogue, naming both", () => {
    expect(() => popularity({ train, candidateIds: ["a", "b"], itemKey: "title" })).toThrow(
      new ConfigError(
        'train: title "c" of row 3 (from 0) is not in candidateIds; add it there or leave the row out.',
      ),
    );
  });

  it("does not take the string 1 for the number 1", () => {
    const numbers = tableFromColumns({ item: [1, 2] });
    expect(() => popularity({ train: numbers, candidateIds: ["1", "2"], itemKey: "item" })).toThrow(
      "train: item[0] is the number 1, which the catalogue has as a string",
    );
  });

  it("refuses a catalogue that is empty or repeats an id", () => {
    expect(() => popularity({ train, candidateIds: [], itemKey: "title" })).toThrow(
      /candidateIds is empty/,
    );
    expect(() => popularity({ train, candidateIds: ["a", "b", "a"], itemKey: "title" })).toThrow(
      /candidateIds\[2\] is "a", and so is candidateIds\[0\]/,
    );
  });

  it("refuses a column that the train table lacks", () => {
    expect(() => popularity({ train, candidateIds: ["a"], itemKey: "movie" })).toThrow(
      'train: there is no column "movie"; the columns are "title".',
    );
  });

  it("refuses an array of the wrong length", async () => {
    const scorer = popularity({ train, candidateIds: ["a", "b", "c"], itemKey: "title" });
    await expect(scorer.scores([{}], new Float32Array(4))).rejects.toThrow(
      new ConfigError("out must hold 3 values, got 4."),
    );
  });
});
