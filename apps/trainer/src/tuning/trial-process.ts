import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Trial } from "./trial-log.js";

const LARGEST_ANSWER = 1 << 24;

/**
 * Does one trial in a process of its own: this program again, asked for that trial alone.
 * @param args - the command line of the search.
 */
export async function runInProcess(trial: number, args: readonly string[]): Promise<Trial> {
  const program = process.argv[1];
  if (program === undefined) throw new Error("there is no program to start again");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...process.execArgv, program, ...args, "--trial", String(trial)],
    { maxBuffer: LARGEST_ANSWER },
  );
  return JSON.parse(stdout) as Trial;
}
