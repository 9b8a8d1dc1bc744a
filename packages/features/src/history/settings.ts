import { ConfigError, checkInteger, shown } from "@towerkit/core";

export interface HistoryOptions {
  /** The column that says whose history it is, such as `"user_id"`: strings. */
  readonly by: string;
  /** The column of the items that the history lists, such as `"movie_title"`: strings. */
  readonly item: string;
  /** The column of the moments, such as `"timestamp"`: numbers. */
  readonly orderBy: string;
  /** The most items that a row's history has: the latest. A whole number of at least 1. */
  readonly length: number;
}

/** @throws ConfigError unless there are three different column names and a length of at least 1. */
export function checkHistoryOptions(options: Readonly<Record<string, unknown>>): HistoryOptions {
  const name = (option: string): string => {
    const column = options[option];
    if (typeof column !== "string" || column === "") {
      throw new ConfigError(
        `history ${option} must be the name of a column, got ${shown(column)}.`,
      );
    }
    return column;
  };
  const [by, item, orderBy] = [name("by"), name("item"), name("orderBy")];
  if (by === item || by === orderBy || item === orderBy) {
    throw new ConfigError(
      `history by, item and orderBy must be three different columns, got "${by}", "${item}" and "${orderBy}".`,
    );
  }
  return { by, item, orderBy, length: checkInteger("history length", options["length"], 1) };
}
