import {
  formatProfile,
  type MovieLensName,
  movielensNames,
  profile,
  utcDate,
} from "@towerkit/datasets";
import type { CommandContext } from "../cli/context.js";
import { UsageError } from "../cli/failures.js";
import { type OwnFileOptions, ownFileColumns, ownFileFlags } from "../cli/own-file.js";
import { grouped } from "../output/numbers.js";
import { layOutTable } from "../output/table.js";
import type { DataReport } from "../schema/data.js";
import { loadMovieLens } from "../training/movielens.js";
import { loadOwnData, profileOwnData } from "../training/own-data.js";
import { type Summary, summarise } from "../training/summary.js";

interface DataOptions extends OwnFileOptions {
  readonly dataDir?: string;
  readonly profile?: boolean;
}

/** `towerkit data NAME [--profile]`, or `towerkit data FILE --user COL --item COL`. */
export async function data(
  context: CommandContext,
  options: DataOptions,
  name: string,
): Promise<void> {
  if (ownFileFlags(options).length > 0) await showFile(context, options, name);
  else await showMovieLens(context, options, knownName(name));
}

async function showMovieLens(
  context: CommandContext,
  { dataDir, profile: showsProfile = false }: DataOptions,
  name: MovieLensName,
): Promise<void> {
  const dataset = await loadMovieLens(name, { ...(dataDir !== undefined && { dataDir }) }, context);
  const { origin, digest, ratings } = dataset;
  const summary = summarise(dataset);
  const where = `${origin.location} (${origin.kind})`;
  // Not made for a mere glance: it takes its time on the larger data sets.
  const found = showsProfile || context.options.json !== undefined ? profile(ratings) : undefined;
  context.say(`MovieLens ${name}`);
  if (showsProfile && found !== undefined) {
    context.say(`in ${where}`);
    context.say();
    context.say(formatProfile(found));
  } else {
    const facts = [["where", where], ...factsOf(summary)];
    for (const line of layOutTable(facts, ["left"])) context.say(line);
  }
  if (found === undefined) return;
  const { tables, distinctTitles } = summary;
  const source = { dataset: name, origin, digest };
  await writeReport(context, { schema: 1, ...source, tables, distinctTitles, ...found });
}

async function showFile(
  context: CommandContext,
  { dataDir, profile: _, ...options }: DataOptions,
  file: string,
): Promise<void> {
  if (dataDir !== undefined) {
    throw new UsageError(`--data-dir is where MovieLens lies; ${file} is a file of your own.`);
  }
  // To look repeats over is what a profile is for, so they are no error here.
  const columns = { onDuplicate: "keep" as const, ...ownFileColumns(file, options) };
  const dataset = await loadOwnData(file, columns);
  const found = profileOwnData(dataset);
  context.say(file);
  context.say();
  context.say(formatProfile(found));
  const { name, origin, digest } = dataset;
  const tables = { interactions: found.rows };
  await writeReport(context, { schema: 1, dataset: name, origin, digest, tables, ...found });
}

async function writeReport(context: CommandContext, report: DataReport): Promise<void> {
  await context.writeJson(async () => (await import("../schema/data.js")).dataSchema, report);
}

function knownName(name: string): MovieLensName {
  const known = movielensNames.find((each) => each === name);
  if (known !== undefined) return known;
  throw new UsageError(
    `there is no data set "${name}"; the data sets are ${movielensNames.join(", ")}. For a file of your own give --user COL and --item COL.`,
  );
}

function factsOf({ tables, users, distinctTitles, ratings, span }: Summary): string[][] {
  const { tags, links } = tables;
  return [
    ["ratings", grouped(tables["ratings"] ?? 0)],
    ["users", grouped(users)],
    ["films", `${grouped(tables["movies"] ?? 0)}, ${grouped(distinctTitles)} distinct titles`],
    ...(tags === undefined ? [] : [["tags", grouped(tags)]]),
    ...(links === undefined ? [] : [["links", grouped(links)]]),
    ["rated", span === undefined ? "never" : span.map(day).join(" to ")],
    ...ratings.map(([rating, rows], i) => [
      i === 0 ? "by rating" : "",
      `${rating}  ${grouped(rows)}`,
    ]),
  ];
}

function day(seconds: number): string {
  return utcDate(seconds).toISOString().slice(0, 10);
}
