import type { EngineName } from "@towerkit/engine";
import { InvalidArgumentError } from "commander";

/** What every command takes. */
export interface CommonOptions {
  /** A file for the result as JSON; `-` is standard output. */
  readonly json?: string;
  readonly seed: number;
  readonly threads?: number;
  readonly engine?: EngineName;
}

/** A parser of options that hold a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`);
    }
    return value;
  };
}
