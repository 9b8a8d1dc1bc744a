import { mkdir, readFile, writeFile } from "node:fs/promises";
import { markdownTable } from "../../report/table.js";
import { docsPage } from "../../where.js";
import { withSection } from "../page.js";
import { curvesOf } from "./curves.js";
import { drawCurves } from "./draw-curves.js";
import { type Reports, recipeTable, type Verdict } from "./table.js";

/** The page of a recipe: words by hand, and between its marks its figures. */
export const recipePage = (recipe: string): string => docsPage(`recipes/${recipe}.md`);

/**
 * Puts the figures and the curves of a recipe into its page.
 * @param part - which part of the figures ran it.
 */
export async function writeRecipePage(
  verdicts: readonly Verdict[],
  reports: Reports,
  part = "recipes",
): Promise<void> {
  const [first] = verdicts;
  if (first === undefined) return;
  const { recipe } = first;
  const runs = reports.get(recipe) ?? [];
  const picture = `curves/${recipe}.svg`;
  const alt = `Loss, top-100 and top-10 of ${recipe}, epoch by epoch, on train and validation rows`;
  await mkdir(docsPage("recipes/curves"), { recursive: true });
  await writeFile(docsPage(`recipes/${picture}`), drawCurves(curvesOf(runs), alt));

  const seeds = runs.map(({ seed }) => seed).join(", ");
  const section = [
    `Means over seeds ${seeds}, with the least and the greatest in brackets, by \`npm run figures -- --only ${part}\`.`,
    markdownTable(recipeTable(verdicts, reports)),
    `![${alt}](${picture})`,
    "Lines are means over the seeds, bands go from the least to the greatest.",
  ].join("\n\n");
  const file = recipePage(recipe);
  await writeFile(file, withSection(await readFile(file, "utf8"), recipe, section));
}
