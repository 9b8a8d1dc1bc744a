import { run } from "../run.js";
import { CannotBuild } from "./cannot-build.js";

const aQuarterOfAnHour = 900_000;
const linesShown = 40;

/** One command that the build needs, with what to do where it fails. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** For a reader who sees what the command printed. */
  readonly advice: string;
}

/**
 * Runs a command to its end.
 *
 * @returns what it printed on stdout.
 * @throws CannotBuild with the end of what it printed and the advice.
 */
export async function runCommand({ program, args, cwd, env, advice }: Command): Promise<string> {
  const line = [program, ...args].join(" ");
  const finished = await run(program, args, { cwd, env, timeout: aQuarterOfAnHour }).catch(
    (error: NodeJS.ErrnoException) => {
      const found = error.code === "ENOENT" ? `${program} was not found` : error.message;
      throw new CannotBuild(`${line}: ${found}.`, advice);
    },
  );
  const { code, stdout, stderr } = finished;
  if (code === 0) return stdout;
  const end = code === null ? "was ended by a signal" : `exited with ${code}`;
  const printed = `${stdout}${stderr}`.trimEnd().split("\n").slice(-linesShown).join("\n");
  throw new CannotBuild(`${line} ${end}:\n${printed}`, advice);
}
