import { describe, expect, it } from "vitest";
import { missedOf } from "./part.js";

const lineOf = (name: string, ...recalls: number[]) => ({
  name,
  settings: "",
  found: recalls.map((recall) => ({ recall, ndcg: 0.2, mrr: 0.3 })),
});

const beside = [lineOf("popularity", 0.1), lineOf("ItemKNN", 0.15), lineOf("EASE", 0.2, 0.22)];
const missed = (recall: number, shareOfEase?: number) =>
  missedOf({ recipe: "made", ...(shareOfEase && { shareOfEase }) }, [
    ...beside,
    lineOf("`made`", recall),
  ]);

describe("what a split per user asks", () => {
  it("holds where ours is ahead of popularity and ItemKNN, and of the share of EASE", () => {
    expect(missed(0.2, 0.95)).toEqual([]);
  });

  it("is missed in a sentence for each ranker that is not behind", () => {
    expect(missed(0.149, 0.95)).toEqual([
      "made's recall@10 is 0.1490, not above ItemKNN's, 0.1500",
      "made's recall@10 is 0.1490, not above 0.95 of EASE's, 0.1995",
    ]);
  });

  it("is nothing where no share of EASE is named", () => {
    expect(missed(0.01)).toEqual([]);
  });
});
