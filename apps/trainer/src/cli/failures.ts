import { TowerkitError } from "@towerkit/core";

const EXIT_FAILURE = 1;
export const EXIT_USAGE = 2;

/** A command line that cannot work as it was written. */
export class UsageError extends Error {}

/** One line about an error, without a stack trace. */
export function describeFailure(error: unknown): string {
  return `towerkit: ${oneLine(messageOf(error))}`;
}

/** 2 where the command line was at fault, 1 for everything else. */
export function exitCodeOf(error: unknown): number {
  return error instanceof UsageError ? EXIT_USAGE : EXIT_FAILURE;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof TowerkitError || error instanceof UsageError) return error.message;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ERR_MODULE_NOT_FOUND") {
    return `${error.message} (in a checkout of the repository: run npm run build)`;
  }
  // System errors speak for themselves; anything else is a fault of ours.
  return typeof code === "string" ? error.message : `unexpected ${error.name}: ${error.message}`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").trim();
}
