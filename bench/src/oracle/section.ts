import { replaceBetween } from "../report/marks.js";
import { markdownTable, type Table } from "../report/table.js";
import type { Comparison } from "./compare.js";

export const BEGIN = "<!-- Keras: written by npm run figures from here on. -->";
export const END = "<!-- Keras: written by npm run figures up to here. -->";

export interface Run {
  /** The day of the run, as `2026-11-22`. */
  readonly date: string;
  readonly seed: number;
  /** Versions of the Python packages, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly comparisons: readonly Comparison[];
}

/** The counts of a comparison with Keras, a row a layer. */
export function comparisonTable(comparisons: readonly Comparison[]): Table {
  return {
    columns: ["Keras layer", "ours", "columns", "cells", "equal", "different", "what equal means"],
    rows: comparisons.map(({ layer, ours, columns, cells, different, closeness }) => [
      layer,
      `\`${ours}\``,
      ...[columns, cells, columns - different, different].map((count) =>
        count.toLocaleString("en-US"),
      ),
      closeness,
    ]),
  };
}

/**
 * Puts a run's counts into the page, between its two marks.
 * @throws Error if the page lacks a mark.
 */
export function withComparisons(page: string, { date, seed, versions, comparisons }: Run): string {
  const differing = comparisons.filter(({ first }) => first !== undefined);
  const text = [
    `Run on ${date} with seed ${seed}: Keras ${versions["keras"]} on TensorFlow ${versions["tensorflow"]}, Python ${versions["python"]}.`,
    markdownTable(comparisonTable(comparisons)),
    ...(differing.length > 0
      ? [
          [
            "The first that differs:",
            "",
            ...differing.map(({ layer, first }) => `- ${layer}, ${first}`),
          ].join("\n"),
        ]
      : []),
  ].join("\n\n");
  return replaceBetween(page, { begin: BEGIN, end: END }, text);
}
