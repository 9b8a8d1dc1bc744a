import { createRequire } from "node:module";
import { Command, Option } from "commander";
import { type CommandContext, createContext } from "./context.js";
import type { Io } from "./io.js";
import { type CommonOptions, wholeNumber } from "./options.js";
import { withOwnFile } from "./own-file.js";

type Run<O> = (context: CommandContext, options: O, argument: string) => Promise<void>;

/**
 * The commands and their options. What a command does is imported when it runs, so that a small
 * one loads no more than it needs.
 */
export function createProgram(io: Io): Command {
  const program = new Command("towerkit")
    .description("Two-tower recommendation: train, evaluate, recommend.")
    .version(ownVersion(), "-V, --version")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      outputError: () => {}, // `main` says it, in our words
    });
  const command = <O extends object>(
    usage: string,
    description: string,
    load: () => Promise<Run<O>>,
  ): Command => addCommand(io, program, { usage, description, load });

  command("recipes", "list the recipes", async () => {
    return (await import("../commands/recipes.js")).recipes;
  });
  withOwnFile(
    command(
      "data <name-or-file>",
      "show what is in a data set, or in a file of your own",
      async () => {
        return (await import("../commands/data.js")).data;
      },
    )
      .option("--data-dir <dir>", DATA_DIR)
      .option("--profile", "look all ratings over: spread, repeats, quotes in titles"),
  );
  withOwnFile(
    command("train [recipe]", "train, evaluate, write a bundle and a report", async () => {
      return (await import("../commands/train.js")).train;
    })
      .option("--data-dir <dir>", DATA_DIR)
      .option("--data <file>", "train on a CSV, Parquet or Arrow file of your own"),
  )
    .option("--out <dir>", "where the bundle goes (default: bundles/, by recipe or file)")
    .option("--epochs <n>", "passes over the train rows (default: the recipe's)", wholeNumber(1))
    .option("--split-seed <n>", "seed of a random split (default: --seed)", wholeNumber(0))
    .option(
      "--validate-every <n>",
      "rank test and train rows after every so many epochs (default: the recipe's)",
      wholeNumber(1),
    )
    .option(
      "--resume",
      "go on from the last checkpoint in --out, with the bits of an undisturbed run",
    )
    .option(
      "--checkpoint-every <n>",
      "keep a checkpoint after every so many epochs (default: every ten seconds, and at the end)",
      wholeNumber(1),
    )
    .option("--no-interactions", "leave the train and test rows out of the bundle");
  command("tune <recipe>", "search a recipe's settings on validation rows", async () => {
    return (await import("../commands/tune.js")).tune;
  })
    .option("--data-dir <dir>", DATA_DIR)
    .option("--trials <n>", "how many settings to try", wholeNumber(1), 20)
    .option("--jobs <n>", "how many at a time (default: the cores)", wholeNumber(1))
    .option("--out <dir>", "where the trials are kept, to go on from (default: tuning/, by recipe)")
    .addOption(new Option("--trial <n>").argParser(wholeNumber(0)).hideHelp());
  command("evaluate <bundle>", "rank the test rows again", async () => {
    return (await import("../commands/evaluate.js")).evaluate;
  }).option("--exclude-seen", "also show the ranking without items of the user's train rows");
  withQuery(
    command("recommend <bundle>", "recommend items", async () => {
      return (await import("../commands/recommend.js")).recommend;
    }),
  )
    .option("-k <n>", "how many", wholeNumber(1), 10)
    .option("--exclude-seen", "leave out the items of the user's train rows")
    .option("--strict", "fail on an id that training never saw");
  command("similar <bundle>", "the items nearest to an item", async () => {
    return (await import("../commands/similar.js")).similar;
  })
    .requiredOption("--item <key>", "the item, by its key")
    .option("-k <n>", "how many", wholeNumber(1), 10);
  withQuery(
    command("embed <bundle>", "the embedding of a query or of an item", async () => {
      return (await import("../commands/embed.js")).embed;
    }),
  ).option("--item <key>", "an item, by its key");
  withQuery(
    command("score <bundle>", "dot products of a query with chosen items", async () => {
      return (await import("../commands/score.js")).score;
    }),
  ).requiredOption("--items <keys...>", "the items, by their keys");
  return program;
}

const DATA_DIR = "a folder that holds ml-100k/ (default: TOWERKIT_DATA_DIR)";

function addCommand<O extends object>(
  io: Io,
  program: Command,
  { usage, description, load }: { usage: string; description: string; load: () => Promise<Run<O>> },
): Command {
  const takesArgument = usage.includes(" ");
  return program
    .command(usage)
    .description(description)
    .option("--json <file>", "also write the result as JSON; - is standard output")
    .option("--seed <n>", "decides everything random", wholeNumber(0), 42)
    .option("--threads <n>", "threads of the kernels", wholeNumber(1))
    .addOption(new Option("--engine <name>", "the engine").choices(["default", "tfjs-node"]))
    .action(async (...args: unknown[]) => {
      // Undefined where a command may do without; its own parameter says so.
      const argument = takesArgument ? (args[0] as string) : "";
      const options = args[takesArgument ? 1 : 0] as O & CommonOptions;
      const context = await createContext(io, options);
      const run = await load();
      await run(context, options, argument);
    });
}

function withQuery(command: Command): Command {
  return command
    .option("--user <key>", "a user, by key; further inputs come from their last train row")
    .option("--query <json>", "the query tower's inputs, as a JSON object");
}

function ownVersion(): string {
  return createRequire(import.meta.url)("towerkit/package.json").version;
}
