import { describe, expect, it } from "vitest";
import { differences, type LessonResult, table } from "./compare.js";

const counts = { timed: 3, writing: 2, unfinished: 1, withCheckpoint: 4, ends: 2 };
const fine: LessonResult = { lesson: "five epochs", ...counts, differences: [] };

describe("what came of killing", () => {
  it("is a row for each training", () => {
    expect(table([fine]).split("\n").at(-1)).toBe("| five epochs | 3 | 2 | 1 | 4 | 2 | 0 |");
  });

  it("is nothing to tell where all ended alike, and what differs otherwise", () => {
    expect(differences([fine])).toEqual([]);
    expect(differences([fine, { ...fine, differences: ["the digest differs"] }])).toEqual([
      "the digest differs",
    ]);
  });
});
