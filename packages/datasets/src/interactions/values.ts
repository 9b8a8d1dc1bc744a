import { shown } from "@towerkit/core";
import type { RowFaults } from "./raw-table.js";

/** Reads a value, or notes what is wrong with it in the faults and gives something to go on with. */
export type ReadValue<Value> = (value: unknown, row: number) => Value;

/** Ids are texts: a whole number is its digits. */
export function readId(column: string, faults: RowFaults): ReadValue<string> {
  return (value, row) => {
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "bigint" || Number.isSafeInteger(value)) return String(value);
    faults.add(
      row,
      column,
      `column "${column}" must hold an id, a text or a whole number, got ${shown(value)}.`,
    );
    return "";
  };
}

/** A number, or a text that spells one in decimals. */
export function readNumber(column: string, faults: RowFaults): ReadValue<number> {
  return (value, row) => {
    const number = numberOf(value);
    if (Number.isFinite(number)) return number;
    faults.add(row, column, `column "${column}" must hold a finite number, got ${shown(value)}.`);
    return 0;
  };
}

/** Seconds since 1970 of a number in the given unit, of a `Date`, or of a date or moment in ISO 8601. */
export function readTime(
  column: string,
  faults: RowFaults,
  unitsPerSecond: number,
): ReadValue<number> {
  return (value, row) => {
    const seconds = secondsOf(value, unitsPerSecond);
    if (Math.abs(seconds) <= LAST_SECOND) return seconds;
    faults.add(
      row,
      column,
      `column "${column}" must hold a moment (a number, or a date such as 2024-05-31T18:00:00Z), got ${shown(value)}.`,
    );
    return 0;
  };
}

/** What JavaScript's calendar spans, in seconds before and after 1970. */
const LAST_SECOND = 8.64e12;

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
/** A date, or a date and a time; without a zone it is UTC, whatever the machine's. */
const ISO_8601 =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "string" && DECIMAL.test(value.trim())) return Number(value);
  return Number.NaN;
}

function secondsOf(value: unknown, unitsPerSecond: number): number {
  if (value instanceof Date) return value.getTime() / 1000;
  const number = numberOf(value);
  if (Number.isFinite(number)) return number / unitsPerSecond;
  const parts = typeof value === "string" ? ISO_8601.exec(value.trim()) : null;
  if (parts === null) return Number.NaN;
  const [, day, time = "00:00", zone = "Z"] = parts;
  return isDay(day) ? Date.parse(`${day}T${time}${zone}`) / 1000 : Number.NaN;
}

/** `Date.parse` takes the 31st of February for the 2nd or 3rd of March. */
function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
