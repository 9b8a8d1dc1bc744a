import { atLeast, type RecipeRow, topK } from "../recipes/row.js";
import { judge, type Reports } from "../recipes/table.js";
import { writeRecipePage } from "../recipes/write-page.js";
import type { QualityRow } from "./rows.js";

/** Often enough for a curve; ranking all train rows takes longer than an epoch. */
const EPOCHS_BETWEEN_POINTS = 10;

/** What the pages of a data set's best recipes show, with their curves. */
export const recipeRowsOf = ({ recipes }: Pick<QualityRow, "recipes">): readonly RecipeRow[] =>
  recipes.map(({ name, asked = {} }) => ({
    recipe: name,
    validateEvery: EPOCHS_BETWEEN_POINTS,
    figures: [
      topK(100, ruleOf(asked.top100)),
      topK(100, { rows: "testSeenExcluded", ...ruleOf(asked.top100Unseen) }),
    ],
  }));

const ruleOf = (least: number | undefined) => (least === undefined ? {} : { rule: atLeast(least) });

/** Puts the figures and the curves of a data set's best recipes into their pages. */
export async function writePages(row: QualityRow, reports: Reports): Promise<void> {
  for (const each of recipeRowsOf(row)) {
    await writeRecipePage(judge(each, reports), reports, `quality-${row.dataset}`);
  }
}
