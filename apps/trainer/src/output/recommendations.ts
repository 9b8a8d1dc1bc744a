import { layOutTable } from "./table.js";

interface Shown {
  readonly title: string;
  readonly score: number;
  readonly rating?: number | undefined;
}

/** Recommendations as a numbered list: place, score, rating where there is one, title. */
export function layOutRecommendations(items: readonly Shown[]): string[] {
  const numbers = 2 + (items[0] === undefined ? 0 : ratingCells(items[0]).length);
  return layOutTable(
    items.map((item, i) => [`${i + 1}.`, shownScore(item.score), ...ratingCells(item), item.title]),
    [...Array.from({ length: numbers }, () => "right" as const), "left"],
  );
}

/** A predicted rating, if there is one, as a cell of a table. */
export const ratingCells = ({ rating }: Pick<Shown, "rating">): readonly string[] =>
  rating === undefined ? [] : [`${rating.toFixed(2)} stars`];

/** Counts, as popularity gives, stay whole. */
export function shownScore(score: number): string {
  return Number.isInteger(score) ? String(score) : score.toFixed(4);
}
