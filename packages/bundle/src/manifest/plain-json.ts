import { ConfigError, NumericError, shown } from "@towerkit/core";

const DEEPEST = 64;

/**
 * A copy of a value that is plain JSON, with the keys of its objects sorted, so that equal values
 * are written as equal text.
 *
 * @param what - how to call the value in an error.
 * @throws NumericError for a number that is not finite; ConfigError for anything else that JSON does
 * not have, objects of a class included. Properties that are `undefined` are left out.
 */
export function sortedJson(value: unknown, what: string, depth = 0): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new NumericError(`${what} is ${value}, which JSON lacks.`);
    return value;
  }
  if (depth === DEEPEST) throw new ConfigError(`${what} is nested too deeply.`);
  if (Array.isArray(value)) {
    return value.map((item, i) => sortedJson(item, `${what}[${i}]`, depth + 1));
  }
  if (!isPlainObject(value)) throw new ConfigError(`${what} is ${shown(value)}, which JSON lacks.`);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return Object.fromEntries(
    keys.sort().map((key) => {
      if (key === "__proto__") throw new ConfigError(`${what} must not have a key "__proto__".`);
      return [key, sortedJson(value[key], `${what}.${key}`, depth + 1)];
    }),
  );
}

/** What is wrong with JSON from a stranger, if it could harm those who merge or walk it. */
export function harmIn(value: unknown, depth = 0): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (depth === DEEPEST) return "is nested too deeply";
  if (Object.hasOwn(value, "__proto__")) return 'has a key "__proto__"';
  for (const inner of Object.values(value)) {
    const harm = harmIn(inner, depth + 1);
    if (harm !== undefined) return harm;
  }
  return undefined;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
