import { layOutTable } from "./table.js";

/** Recommendations as a numbered list: place, score, title. */
export function layOutRecommendations(
  items: readonly { readonly title: string; readonly score: number }[],
): string[] {
  return layOutTable(
    items.map(({ title, score }, i) => [`${i + 1}.`, shownScore(score), title]),
    ["right", "right", "left"],
  );
}

/** Counts, as popularity gives, stay whole. */
export function shownScore(score: number): string {
  return Number.isInteger(score) ? String(score) : score.toFixed(4);
}
