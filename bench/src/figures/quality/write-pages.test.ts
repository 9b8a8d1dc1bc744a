import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { withSection } from "../page.js";
import { madeReport } from "../recipes/made-report.js";
import { judge } from "../recipes/table.js";
import { recipePage } from "../recipes/write-page.js";
import { qualityRows } from "./rows.js";
import { recipeRowsOf } from "./write-pages.js";

describe("rows of the best recipes", () => {
  it("hold each ranking against what is asked of it, and tell the other", () => {
    const asked = { top100Unseen: 0.35 };
    const [row] = recipeRowsOf({ recipes: [{ name: "made", asked }] });
    if (row === undefined) throw new Error("no row for made");
    const verdictsAt = (test: number) =>
      judge(row, new Map([["made", [madeReport({ test })]]])).map(({ met }) => met);
    expect(verdictsAt(0.26)).toEqual([undefined, true]);
    expect(verdictsAt(0.24)).toEqual([undefined, false]);
  });

  it.each(qualityRows.flatMap(({ recipes }) => recipes))(
    "$name has a page with its marks",
    async ({ name }) => {
      const page = await readFile(recipePage(name), "utf8");
      expect(withSection(page, name, "found")).toContain("\n\nfound\n\n");
    },
  );
});
