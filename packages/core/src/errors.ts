/** The parent of every error that Towerkit throws on purpose: tell them apart by `code` or by class. */
export abstract class TowerkitError extends Error {
  /** Stable across versions; messages are not. */
  abstract readonly code: string;

  /** The class's name, the same in minified code. */
  abstract override get name(): string;
}

/** An argument, option or combination of them that cannot work. Thrown before any work starts. */
export class ConfigError extends TowerkitError {
  readonly code = "ERR_CONFIG";

  override get name(): string {
    return "ConfigError";
  }
}

/** Not a number, infinity, or an overflow in a column, a weight, a score or a loss. */
export class NumericError extends TowerkitError {
  readonly code = "ERR_NUMERIC";

  override get name(): string {
    return "NumericError";
  }
}

/** Where in a data set something was found. */
export interface DatasetErrorPlace {
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** How many more faults of the same kind the file has. */
  readonly further?: number;
}

/** A data set that is missing, damaged, or holds a row that cannot be right. */
export class DatasetError extends TowerkitError {
  readonly code = "ERR_DATASET";
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly further: number;

  constructor(message: string, place: DatasetErrorPlace = {}, options?: ErrorOptions) {
    const where =
      place.file === undefined
        ? ""
        : `${place.file}${place.line === undefined ? "" : `:${place.line}`}: `;
    const more = place.further ? ` (and ${place.further} more of this kind)` : "";
    super(`${where}${message}${more}`, options);
    this.file = place.file;
    this.line = place.line;
    this.further = place.further ?? 0;
  }

  override get name(): string {
    return "DatasetError";
  }
}

/** A bundle, or one of its parts, that is missing, damaged, locked, or of an unknown format. */
export class BundleError extends TowerkitError {
  readonly code = "ERR_BUNDLE";
  /** The file at fault, as the manifest names it. */
  readonly part: string | undefined;

  constructor(message: string, part?: string, options?: ErrorOptions) {
    super(message, options);
    this.part = part;
  }

  override get name(): string {
    return "BundleError";
  }
}

/**
 * An engine that was asked for and cannot be had here, or one that broke off: a thread of the kernels died
 * while they worked, say, and what they were to compute was not.
 */
export class EngineError extends TowerkitError {
  readonly code = "ERR_ENGINE";

  override get name(): string {
    return "EngineError";
  }
}

/** An id that fitting never saw, where the caller asked for strictness. */
export class UnknownIdError extends TowerkitError {
  readonly code = "ERR_UNKNOWN_ID";

  override get name(): string {
    return "UnknownIdError";
  }
}
