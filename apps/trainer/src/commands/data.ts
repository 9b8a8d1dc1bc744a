import { movielensNames } from "@towerkit/datasets";
import type { CommandContext } from "../cli/context.js";
import { UsageError } from "../cli/failures.js";
import { grouped } from "../output/numbers.js";
import { layOutTable } from "../output/table.js";
import { loadMovieLens } from "../training/movielens.js";
import { summarise } from "../training/summary.js";

/** `towerkit data NAME`. */
export async function data(
  context: CommandContext,
  options: { readonly dataDir?: string },
  name: string,
): Promise<void> {
  const known = movielensNames.find((each) => each === name);
  if (known === undefined) {
    throw new UsageError(
      `there is no data set "${name}"; the data sets are ${movielensNames.join(", ")}.`,
    );
  }
  const report = summarise(await loadMovieLens(known, options, context));
  const histogram = Object.entries(report.ratingHistogram);
  const facts = [
    ["where", `${report.origin.location} (${report.origin.kind})`],
    ["ratings", grouped(report.ratings)],
    ["users", grouped(report.users)],
    ["films", `${grouped(report.movies)}, ${grouped(report.distinctTitles)} distinct titles`],
    ["rated", `${day(report.firstRating)} to ${day(report.lastRating)}`],
    ...histogram.map(([rating, rows], i) => [
      i === 0 ? "by rating" : "",
      `${rating}  ${grouped(rows)}`,
    ]),
  ];
  context.say(`MovieLens ${name}`);
  for (const line of layOutTable(facts, ["left"])) context.say(line);
  await context.writeJson(async () => (await import("../schema/data.js")).dataSchema, report);
}

function day(time: string | null): string {
  return time === null ? "never" : time.slice(0, 10);
}
