import { parseArgs } from "node:util";
import { refuseUnknown, UsageError } from "../options.js";

/** What the command line of `npm run figures` asks for. */
export interface FiguresOptions {
  /** Names of parts, or how they start; none means all. */
  readonly only: readonly string[];
  readonly help: boolean;
}

export const FIGURES_USAGE = `npm run figures -- [options]

  --only NAME    only the part of this name, else the parts whose names start so; may be repeated
  --help         this text
`;

/**
 * Reads the command line.
 * @param partNames - the parts that there are.
 * @throws UsageError for an unknown option or part.
 */
export function readFiguresOptions(
  args: readonly string[],
  partNames: readonly string[],
): FiguresOptions {
  const { only = [], help = false } = parsed(args);
  refuseUnknown(only, partNames, "part");
  return { only, help };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { only: { type: "string", multiple: true }, help: { type: "boolean" } },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
