import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One column of MovieLens 100k's ratings, in the file's order. */
export function ratingsColumn(folder: string, column: 0 | 1 | 3): string[] {
  const lines = readFileSync(join(folder, "ml-100k", "u.data"), "latin1")
    .trimEnd()
    .split("\n");
  return lines.map((line) => line.split("\t")[column] as string);
}

/** The title of each film of MovieLens 100k by its id. */
export function titles(folder: string): Map<string, string> {
  const lines = readFileSync(join(folder, "ml-100k", "u.item"), "latin1")
    .trimEnd()
    .split("\n");
  return new Map(lines.map((line) => line.split("|", 2) as [string, string]));
}
