import { ConfigError, columnOf, type Schema, shown, type TableLike } from "@towerkit/core";
import { isTable, notATable, type Table, withColumns } from "../table.js";

/** A moment in UTC, by the calendar. */
export interface CalendarParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** Of the month, 1 to 31. */
  readonly day: number;
  /** 0 (Monday) to 6 (Sunday). */
  readonly day_of_week: number;
  /** 0 to 23. */
  readonly hour: number;
}

const SECONDS_A_DAY = 86_400;
/** 1970-01-01 was a Thursday. */
const FIRST_DAY_OF_WEEK = 3;
/** What JavaScript's calendar spans, in seconds before and after 1970. */
const LAST_SECOND = 8.64e12;

/**
 * The calendar's parts of a moment, in UTC on every machine.
 * @param timestamp - seconds since 1970-01-01 00:00 UTC.
 * @throws ConfigError if it is not finite, or beyond the calendar.
 * @example
 * calendarParts(879024327); // { year: 1997, month: 11, day: 8, day_of_week: 5, hour: 21 }
 */
export function calendarParts(timestamp: number): CalendarParts {
  const date = utcDate(timestamp);
  const days = Math.floor(timestamp / SECONDS_A_DAY);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    day_of_week: (((days + FIRST_DAY_OF_WEEK) % 7) + 7) % 7,
    hour: date.getUTCHours(),
  };
}

/**
 * A moment as a `Date`, whose `toISOString` is in UTC.
 * @param timestamp - seconds since 1970-01-01 00:00 UTC.
 * @throws ConfigError if it is not finite, or beyond the calendar.
 */
export function utcDate(timestamp: number): Date {
  if (typeof timestamp !== "number" || !(Math.abs(timestamp) <= LAST_SECOND)) {
    throw new ConfigError(
      `timestamp must be seconds since 1970, within ±${LAST_SECOND}, got ${shown(timestamp)}.`,
    );
  }
  return new Date(timestamp * 1000);
}

/**
 * Adds the calendar's columns `year`, `month`, `day`, `day_of_week` and `hour` (UTC) to a table.
 *
 * @param options - `column`: which one holds seconds since 1970; default `"timestamp"`.
 * @throws ConfigError if there is no such column, or it holds what is no moment.
 * @example
 * const evenings = withCalendar(ratings).filter((row) => row.hour >= 18);
 */
export function withCalendar<S extends Schema>(
  table: TableLike<S>,
  { column = "timestamp" }: { readonly column?: string } = {},
): Table<S & CalendarParts> {
  if (!isTable(table)) throw new ConfigError(notATable("table", table));
  const parts = Array.from(columnOf(table, column), (timestamp, row) => {
    try {
      return calendarParts(timestamp as number);
    } catch (error) {
      throw new ConfigError(`column "${column}", row ${row}: ${(error as Error).message}`);
    }
  });
  const names = ["year", "month", "day", "day_of_week", "hour"] as const;
  return withColumns(
    table,
    Object.fromEntries(names.map((name) => [name, parts.map((part) => part[name])])),
  ) as Table<S & CalendarParts>;
}
