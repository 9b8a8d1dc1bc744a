import { markdownTable, type Table } from "../report/table.js";
import type { Comparison } from "./compare.js";

export interface Run {
  readonly seed: number;
  /** Versions of the Python packages, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly comparisons: readonly Comparison[];
}

/** The counts of a comparison with Keras, a row a layer. */
function comparisonTable(comparisons: readonly Comparison[]): Table {
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

/** What the page says of a run. */
export function sectionOf({ seed, versions, comparisons }: Run): string {
  return [
    `Seed ${seed}: Keras ${versions["keras"]} on TensorFlow ${versions["tensorflow"]}, Python ${versions["python"]}.`,
    markdownTable(comparisonTable(comparisons)),
  ].join("\n\n");
}
