import { BundleError, shown } from "@towerkit/core";
import { MANIFEST_FILE } from "./manifest.js";

/** An object of a manifest whose fields are yet to be looked at. */
export type Fields = Readonly<Record<string, unknown>>;

/** @throws BundleError unless `value` is an object. */
export function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrong(name, value, "an object");
  }
  return value as Fields;
}

/** @throws BundleError unless `value` is a string that is not empty. */
export function text(value: unknown, name: string): string {
  if (typeof value !== "string" || value === "") {
    throw wrong(name, value, "a string that is not empty");
  }
  return value;
}

/** @throws BundleError unless `value` is a whole number from 0. */
export function count(value: unknown, name: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw wrong(name, value, "a whole number from 0");
  }
  return value;
}

/** What to throw where a field is not what it must be. */
export const wrong = (name: string, value: unknown, expected: string) =>
  fault(`${name} must be ${expected}, got ${shown(value)}.`);

/** What to throw where the manifest is at fault. */
export const fault = (message: string) =>
  new BundleError(`${MANIFEST_FILE}: ${message}`, MANIFEST_FILE);
