import type { InteractionsOptions } from "@towerkit/datasets";
import { type Command, InvalidArgumentError, Option } from "commander";
import { UsageError } from "./failures.js";

/** What the command line says of a file of one's own, beside its name. */
export interface OwnFileOptions {
  readonly user?: string;
  readonly item?: string;
  readonly time?: string;
  readonly timeUnit?: NonNullable<InteractionsOptions["timeUnit"]>;
  readonly rating?: string;
  readonly separator?: string;
  readonly onDuplicate?: NonNullable<InteractionsOptions["onDuplicate"]>;
}

/** The same, once it is known who and what. */
export type OwnFileColumns = OwnFileOptions & Required<Pick<OwnFileOptions, "user" | "item">>;

const FLAGS: Readonly<Record<keyof OwnFileOptions, string>> = {
  user: "--user",
  item: "--item",
  time: "--time",
  timeUnit: "--time-unit",
  rating: "--rating",
  separator: "--separator",
  onDuplicate: "--on-duplicate",
};

/** Adds the options that say how to read a file of one's own. */
export function withOwnFile(command: Command): Command {
  return command
    .option("--user <column>", "of your file: who")
    .option("--item <column>", "of your file: with what")
    .option("--time <column>", "of your file: when")
    .addOption(
      new Option("--time-unit <unit>", "of times that are numbers, counted from 1970").choices([
        "seconds",
        "milliseconds",
        "microseconds",
      ]),
    )
    .option("--rating <column>", "of your file: how it was liked")
    .option(
      "--separator <text>",
      "between the fields of a CSV file: a comma, or e.g. ; or tab",
      separator,
    )
    .addOption(
      new Option(
        "--on-duplicate <what>",
        "with a row whose user, item and time an earlier row has: refuse the file, keep both, or the last",
      ).choices(["error", "keep", "last"]),
    );
}

/** The options about a file of one's own that were given, as they are written. */
export function ownFileFlags(options: OwnFileOptions): string[] {
  return given(options).map((name) => FLAGS[name]);
}

/**
 * The options about a file of one's own, without any others.
 * @param file - how the message names the file.
 * @throws UsageError naming what is missing if it is not said who and what.
 */
export function ownFileColumns(file: string, options: OwnFileOptions): OwnFileColumns {
  const { user, item } = options;
  if (user !== undefined && item !== undefined) {
    const values: OwnFileOptions = Object.fromEntries(
      given(options).map((name) => [name, options[name]]),
    );
    return { ...values, user, item };
  }
  const missing = [
    ...(user === undefined ? ["--user COL (the column that says who)"] : []),
    ...(item === undefined ? ["--item COL (the column that says with what)"] : []),
  ];
  throw new UsageError(`${file}: give ${missing.join(" and ")} too.`);
}

function given(options: OwnFileOptions): (keyof OwnFileOptions)[] {
  const names = Object.keys(FLAGS) as (keyof OwnFileOptions)[];
  return names.filter((name) => options[name] !== undefined);
}

function separator(text: string): string {
  const characters = text === "tab" ? "\t" : text;
  if (!/^[\t !#-~]{1,2}$/.test(characters)) {
    throw new InvalidArgumentError("It must be one or two ASCII characters, no quotes, or tab.");
  }
  return characters;
}
