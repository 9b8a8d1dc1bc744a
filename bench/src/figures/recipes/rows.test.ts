import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { withSection } from "../page.js";
import { recipeRows } from "./rows/index.js";
import { recipePage } from "./write-page.js";

describe("the rows", () => {
  it("name a recipe once, after the one that it starts from", () => {
    const names = recipeRows.map(({ recipe }) => recipe);
    expect(new Set(names).size).toBe(names.length);
    recipeRows.forEach(({ startsFrom }, i) => {
      if (startsFrom !== undefined) expect(names.slice(0, i)).toContain(startsFrom);
    });
  });

  it.each(recipeRows)("$recipe has a page with its marks", async ({ recipe, figures }) => {
    expect(figures.length).toBeGreaterThan(0);
    const page = await readFile(recipePage(recipe), "utf8");
    expect(withSection(page, recipe, "found")).toContain("\n\nfound\n\n");
  });
});
