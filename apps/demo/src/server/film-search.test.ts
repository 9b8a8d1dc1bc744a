import { describe, expect, it } from "vitest";
import { foldText, matchText } from "./film-search.js";

describe("foldText", () => {
  it("takes away case, accents and needless space", () => {
    expect(foldText("  Café   NAÏVE ")).toBe("cafe naive");
  });
});

describe("matchText", () => {
  it.each<[string, number | undefined, string]>([
    ["mill", 0, "is equal"],
    ["mill pond", 1, "begins so"],
    ["the mill", 2, "has a word that begins so"],
    ["(mill) run", 2, "has a word that begins so, after a bracket"],
    ["windmill, the mill", 2, "has one such word behind another"],
    ["windmill", 3, "has it within a word"],
    ["pond", undefined, "has it not"],
  ])("ranks %j as %j: it %s", (text, rank) => {
    expect(matchText(text, "mill")).toBe(rank);
  });

  it("finds every text by nothing", () => {
    expect(matchText("mill", "")).toBe(1);
  });
});
