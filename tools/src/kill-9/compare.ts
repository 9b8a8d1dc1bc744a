import { markdownTable } from "../markdown-table.js";
import type { Killed } from "./kill-and-resume.js";

/** What came of killing one training. */
export interface LessonResult extends Killed {
  readonly lesson: string;
}

/** A sentence for everything that was not as it must be. */
export function differences(results: readonly LessonResult[]): string[] {
  return results.flatMap((result) => result.differences);
}

/** The trainings as a Markdown table. */
export function table(results: readonly LessonResult[]): string {
  return markdownTable(
    [
      "training",
      "kills at random moments",
      "kills at a change of a file",
      "left something unfinished",
      "left a checkpoint",
      "trainings resumed to the end",
      "unlike an undisturbed one",
    ],
    results.map(({ lesson, ...killed }) => [
      lesson,
      String(killed.timed),
      String(killed.writing),
      String(killed.unfinished),
      String(killed.withCheckpoint),
      String(killed.ends),
      String(killed.differences.length),
    ]),
  );
}
