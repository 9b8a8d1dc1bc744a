import { ConfigError, shown } from "@towerkit/core";

/** A JSON object whose parts are yet to be looked at. */
export type JSONRecord = Readonly<Record<string, unknown>>;

/** @throws ConfigError unless `json` is an object. */
export function recordOf(json: unknown, what: string): JSONRecord {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new ConfigError(`${what} must be a JSON object, got ${shown(json)}.`);
  }
  return json as JSONRecord;
}

/** @throws ConfigError unless the part is there and is a string. */
export function stringOf(json: JSONRecord, part: string, what: string): string {
  const value = partOf(json, part);
  if (typeof value !== "string") {
    throw new ConfigError(`${what}.${part} must be a string, got ${shown(value)}.`);
  }
  return value;
}

/** @throws ConfigError unless the part is there and is an array with something in it. */
export function listOf(json: JSONRecord, part: string, what: string): readonly unknown[] {
  const value = partOf(json, part);
  if (!Array.isArray(value) || value.length === 0) {
    throw new ConfigError(
      `${what}.${part} must be an array that is not empty, got ${shown(value)}.`,
    );
  }
  return value;
}

/** An object's own part, never one that it inherits. */
export const partOf = (json: JSONRecord, part: string): unknown =>
  Object.hasOwn(json, part) ? json[part] : undefined;
