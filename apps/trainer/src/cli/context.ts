import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { ZodType } from "zod";
import { STDOUT, writeJson } from "../output/json.js";
import { UsageError } from "./failures.js";
import { createVoice, type Io, type TextStream, type Voice } from "./io.js";
import type { CommonOptions } from "./options.js";

/** What a command works with, whatever it does. */
export interface CommandContext extends Voice {
  readonly options: CommonOptions;
  /** For progress displays. */
  readonly stderr: TextStream;
  /** Writes the result where `--json` asks for it; only then is its schema loaded. */
  writeJson<T>(loadSchema: () => Promise<ZodType<T>>, value: T): Promise<void>;
}

/**
 * Makes the context of one command.
 * @throws UsageError if `--json` names a file in a folder that is not there: better now than after
 * the work.
 */
export async function createContext(io: Io, options: CommonOptions): Promise<CommandContext> {
  const { json } = options;
  if (json !== undefined && json !== STDOUT) await checkFolderOf(json);
  return {
    ...createVoice(io, { resultsAsJson: json === STDOUT }),
    options,
    stderr: io.stderr,
    async writeJson(loadSchema, value) {
      if (json !== undefined) await writeJson(io, json, await loadSchema(), value);
    },
  };
}

async function checkFolderOf(file: string): Promise<void> {
  const folder = dirname(resolve(file));
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new UsageError(`--json ${file}: there is no folder ${folder}.`);
}
