import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Finished, run } from "../run.js";
import { repositoryRoot } from "../workspaces.js";
import { commandsOf, dataSetOfCommand } from "./commands.js";
import type { Block } from "./extract.js";
import { outputFault } from "./output.js";

/** A document's blocks and the folder that they run in. */
export interface Prepared {
  readonly blocks: readonly Block[];
  readonly folder: string;
}

/** How one block of a document went. */
export interface Outcome {
  readonly block: Block;
  /** What is wrong with it; undefined where it holds. */
  readonly fault?: string;
  /** Why it was not run; undefined where it was. */
  readonly skipped?: string;
}

export interface RunDocumentOptions {
  /** Whether a data set (`"ml-100k"`) is at hand. A block that needs another is skipped. */
  readonly hasData: (name: string) => boolean;
  /** Environment variables for the blocks. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds that a block may take. Default 120,000. */
  readonly timeout?: number;
}

/**
 * Makes a folder into a project as a reader would have it: our packages are installed, and nothing
 * is there but the document's `ts` blocks, each a file.
 */
export function prepareDocument(blocks: readonly Block[], folder: string): Prepared {
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(repositoryRoot, "node_modules"), join(folder, "node_modules"), "dir");
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  for (const block of blocks.filter(({ language }) => language === "ts")) {
    // Blank lines in front, so that a line of the file is a line of the document.
    writeFileSync(join(folder, codeFile(block)), "\n".repeat(block.line - 1) + block.code);
  }
  return { blocks, folder: realpathSync(folder) };
}

/** The file that a `ts` block is written to. */
export function codeFile({ line }: Block): string {
  return `block-${line}.ts`;
}

/** Runs a document's blocks in order. What follows a block that failed or was skipped is not run. */
export async function runDocument(
  { blocks, folder }: Prepared,
  options: RunDocumentOptions,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let skipped: string | undefined;
  let printed: string | undefined;
  for (const block of blocks) {
    const { stdout, ...outcome } = skipped
      ? { block, skipped }
      : await runBlock(block, { ...options, folder, printed });
    skipped ??= outcome.fault ? `the block on line ${block.line} failed` : outcome.skipped;
    printed = stdout;
    outcomes.push(outcome);
  }
  return outcomes;
}

/** The data sets that a block reads and that nothing stands in for. */
function dataSetsOf({ language, code, file, line }: Block): string[] {
  if (language === "ts") {
    return [...code.matchAll(/\bmovielens\(\s*"([^"]+)"/g)].map(([, name]) => `ml-${name}`);
  }
  if (language !== "sh") return [];
  return commandsOf(code, file, line).flatMap((command) => dataSetOfCommand(command.line) ?? []);
}

interface BlockOptions extends RunDocumentOptions {
  readonly folder: string;
  /** What the block before this one printed; undefined where it was none that runs. */
  readonly printed: string | undefined;
}

interface Ran extends Outcome {
  readonly stdout?: string | undefined;
}

async function runBlock(block: Block, options: BlockOptions): Promise<Ran> {
  try {
    const runner = runners[block.language];
    if (!runner) {
      const known = Object.keys(runners).join(", ");
      throw new Error(`a block is one of ${known}, not "${block.language}"`);
    }
    const missing = dataSetsOf(block).find((name) => !options.hasData(name));
    if (missing) return { block, skipped: `needs ${missing}` };
    return { block, stdout: await runner(block, options) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { block, fault: `${block.file}:${block.line}: ${message}` };
  }
}

const tsx = createRequire(import.meta.url).resolve("tsx");

/** Runs a block; gives back what it printed, where it is one that runs. */
type Runner = (block: Block, options: BlockOptions) => Promise<string | undefined>;

const runners: Readonly<Record<string, Runner>> = {
  ts: runTypeScript,
  sh: runCommands,
  output: async ({ code }, { printed }) => {
    const fault = outputFault(code, printed);
    if (fault !== undefined) throw new Error(fault);
    return undefined;
  },
  json: async ({ code }) => void JSON.parse(code),
  text: async () => undefined,
};

async function runTypeScript(block: Block, { folder, env, timeout }: BlockOptions) {
  const file = codeFile(block);
  const node = ["--conditions=@towerkit/source", "--import", tsx, file];
  return refuseFailure(file, await run(process.execPath, node, { cwd: folder, env, timeout }));
}

async function runCommands({ code, file, line }: Block, { folder, env, timeout }: BlockOptions) {
  const path = `${join(folder, "node_modules/.bin")}:${process.env["PATH"]}`;
  const commands = commandsOf(code, file, line).filter(({ kind }) => kind === "run");
  let printed = "";
  for (const command of commands) {
    const options = { cwd: folder, timeout, env: { ...env, PATH: path } };
    printed += refuseFailure(command.line, await run("sh", ["-c", command.line], options));
  }
  return printed;
}

/** @returns what was printed. */
function refuseFailure(what: string, { code, stdout, stderr }: Finished): string {
  if (code === 0) return stdout;
  const end = code === null ? "ran out of time" : `exited with ${code}`;
  throw new Error(`${what} ${end}\n${stdout}${stderr}`);
}
