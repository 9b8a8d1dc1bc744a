import type { Context } from "hono";
import { RequestError } from "./failures.js";

/** The text of a query parameter; "" where it is not given. */
export function textOf(context: Context, name: string): string {
  return context.req.query(name) ?? "";
}

/**
 * A query parameter that counts something.
 * @throws RequestError for anything but the digits of a whole number from 1.
 */
export function countOf(context: Context, name: string, byDefault: number): number {
  const text = context.req.query(name);
  if (text === undefined) return byDefault;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new RequestError(
    "bad-request",
    `${name} must be a whole number of at least 1, got ${JSON.stringify(text)}.`,
  );
}

/**
 * A query parameter that is one of a few words; the first is the default.
 * @throws RequestError for any other word.
 */
export function choiceOf<Choice extends string>(
  context: Context,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = context.req.query(name) ?? choices[0];
  const chosen = choices.find((choice) => choice === text);
  if (chosen !== undefined) return chosen;
  throw new RequestError(
    "bad-request",
    `${name} must be ${choices.join(" or ")}, got ${JSON.stringify(text)}.`,
  );
}
