/** How the cells of a column stand in it. */
export type Alignment = "left" | "right";

/**
 * Lays rows of cells out in columns, two spaces apart, without trailing blanks.
 * @param alignments - one for each column; the last one stands for all that follow.
 */
export function layOutTable(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  const alignmentOf = (column: number) => alignments[Math.min(column, alignments.length - 1)];
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] as number;
        return alignmentOf(column) === "right" ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}
