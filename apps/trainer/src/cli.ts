import { CommanderError } from "commander";
import { describeFailure, EXIT_USAGE, exitCodeOf } from "./cli/failures.js";
import type { Io } from "./cli/io.js";
import { createProgram } from "./cli/program.js";

/**
 * Runs the command line.
 * @param argv - the arguments after the program's name.
 * @param io - where results, progress and errors go. Default: the process's streams.
 * @returns the exit code: 0 good, 1 failure, 2 bad usage. Nothing is thrown.
 */
export async function main(argv: readonly string[], io: Io = process): Promise<number> {
  try {
    await createProgram(io).parseAsync(argv, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return answerParser(error, io);
    io.stderr.write(`${describeFailure(error)}\n`);
    return exitCodeOf(error);
  }
}

/** Commander ends help and version by an error too; only the others are the user's mistakes. */
function answerParser(error: CommanderError, io: Io): number {
  if (error.exitCode === 0) return 0;
  if (error.code !== "commander.help") {
    const message = error.message.replace(/^error: /, "");
    io.stderr.write(`${describeFailure(message)}\n`);
  }
  return EXIT_USAGE;
}
