import { ConfigError, shown } from "@towerkit/core";

export interface SeenItemsOptions {
  /** The column that says whose items they are, such as `"user_id"`: strings. */
  readonly by: string;
  /** The column of the items, such as `"movie_title"`: strings. */
  readonly item: string;
  /**
   * The share of the items that each step of training hides, drawn anew for each: above 0 and below 1.
   * Default 0.5.
   */
  readonly hidden?: number;
  /**
   * Whether a step learns to rank hidden items above those that it shows. Default true; false suits lists
   * that leave out what was seen: shown items are then no negatives.
   */
  readonly shownAsNegatives?: boolean;
}

/**
 * @throws ConfigError unless there are two different column names, a share above 0 and below 1, and a
 * `shownAsNegatives` that is true or false.
 */
export function checkSeenItemsOptions(
  options: Readonly<Record<string, unknown>>,
): Required<SeenItemsOptions> {
  const name = (option: "by" | "item"): string => {
    const column = options[option];
    if (typeof column === "string" && column !== "") return column;
    throw new ConfigError(
      `seenItems ${option} must be the name of a column, got ${shown(column)}.`,
    );
  };
  const [by, item] = [name("by"), name("item")];
  if (by === item) {
    throw new ConfigError(
      `seenItems by and item must be two different columns, got "${by}" twice.`,
    );
  }
  const hidden = options["hidden"] ?? 0.5;
  if (typeof hidden !== "number" || !(hidden > 0 && hidden < 1)) {
    throw new ConfigError(
      `seenItems hidden must be above 0 and below 1, got ${shown(hidden)}; what is not hidden cannot be guessed.`,
    );
  }
  const shownAsNegatives = options["shownAsNegatives"] ?? true;
  if (typeof shownAsNegatives !== "boolean") {
    throw new ConfigError(
      `seenItems shownAsNegatives must be true or false, got ${shown(shownAsNegatives)}.`,
    );
  }
  return { by, item, hidden, shownAsNegatives };
}
