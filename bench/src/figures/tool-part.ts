import { spawn } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "../where.js";
import { CannotRun, type Context, type Findings, type Part } from "./part.js";

/** A part that one of the repository's scripts does. */
export interface ToolPart extends Omit<Part, "run"> {
  /** A script of `tools/src`, with its arguments. */
  readonly tool: readonly [script: string, ...args: string[]];
  /** What the script's table shows, for the page. */
  readonly about: string;
  /** How long it takes, or what it does, for whoever waits. */
  readonly saying: string;
  /** @throws CannotRun where the machine lacks something. */
  readonly check?: () => void;
}

/** The exit code of the scripts for “this machine lacks something”, which stderr names. */
const CANNOT_RUN = 3;

/** Makes a part of a script that prints a Markdown table, and a line on stderr for what is not as asked. */
export function toolPart({ tool, about, saying, check, ...part }: ToolPart): Part {
  return { ...part, run };

  async function run({ say }: Context): Promise<Findings> {
    check?.();
    say(saying);
    const { section, missed } = findingsOf(await runScript(tool));
    return { section: `${about}\n\n${section}`, missed };
  }
}

/** How a script ended. */
export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Reads a script's end.
 * @throws CannotRun with what it said where it lacks something, Error where it printed no table.
 */
export function findingsOf({ code, stdout, stderr }: Ended): Findings {
  if (code === CANNOT_RUN) throw new CannotRun(stderr.trim());
  const told = stderr.split("\n").filter((line) => line.trim() !== "");
  const end = code === null ? "was killed" : `exited with ${code}`;
  if (!stdout.startsWith("|")) throw new Error(told.join("\n") || `the script ${end} silently`);
  return { section: stdout.trim(), missed: code === 0 ? [] : told.length > 0 ? told : [end] };
}

function runScript([script, ...args]: readonly [string, ...string[]]): Promise<Ended> {
  const file = join(repositoryRoot, "tools/src", script);
  const child = spawn(process.execPath, ["--import", "tsx", file, ...args], {
    cwd: repositoryRoot,
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
