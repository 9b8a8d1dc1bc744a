import { describe, expect, it } from "vitest";
import { tableOf } from "./part.js";

const lineOf = (name: string, ...unseen: number[]) => ({
  name,
  settings: "",
  found: unseen.map((top100Unseen) => ({ top100: 0.25, top100Unseen })),
});

describe("the table of a data set", () => {
  it("has the mean, the least and the greatest over the seeds, the worst ranker first", () => {
    const { rows } = tableOf([lineOf("ours", 0.6, 0.7), lineOf("random", 0.1, 0.2)]);
    expect(rows).toEqual([
      ["random", "", "0.2500 (0.2500 to 0.2500)", "0.1500 (0.1000 to 0.2000)"],
      ["ours", "", "0.2500 (0.2500 to 0.2500)", "0.6500 (0.6000 to 0.7000)"],
    ]);
  });
});
