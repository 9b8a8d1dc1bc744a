import { parseArgs } from "node:util";

/** How the demo was started. */
export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  /** The bundle to show. Default: the one that `npm start` trains. */
  readonly bundle?: string;
}

/** A command line that cannot be understood. */
export class UsageError extends Error {}

const DEFAULT_PORT = "4180";

/** Reads `--port`, `--host` and `--bundle`; the environment's `PORT` stands in for the first. */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ServeOptions {
  const { port = environment["PORT"] || DEFAULT_PORT, host = "localhost", bundle } = parse(args);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new UsageError(`--port must be a whole number from 0 to 65535, got ${port}.`);
  }
  return { port: Number(port), host, ...(bundle !== undefined && { bundle }) };
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ args: [...args], options: { port: text, host: text, bundle: text } }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message} (there are --port, --host and --bundle)`);
  }
}
