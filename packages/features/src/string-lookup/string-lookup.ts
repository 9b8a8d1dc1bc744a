import { type FittedLookup, readLookup } from "../vocabulary/fitted-lookup.js";
import { type Lookup, lookup } from "../vocabulary/lookup-encoder.js";
import type { LookupOptions } from "../vocabulary/lookup-settings.js";
import { StringKeys } from "./string-keys.js";

export type StringLookupOptions = LookupOptions<string>;

/** Gives every string of a column an id. Made by `stringLookup`. */
export type StringLookup = Lookup<string, string>;

/** A vocabulary of strings with their ids. */
export type FittedStringLookup = FittedLookup<string, string>;

/**
 * Gives every distinct string of a column an id. By default ids of known strings begin with 1, and 0
 * is for strings that fitting never saw; a mask token comes before both.
 *
 * After `StringLookup` of Keras, whose ids these are. Unlike there, the empty string and `"[UNK]"` are
 * values like any other.
 *
 * @throws ConfigError for an unknown `order`, for a `vocabulary` that repeats a value or holds
 *   something else than strings, for counts that are not whole numbers or too small, and for a
 *   vocabulary together with options that say how to learn one.
 * @example
 * const titles = stringLookup().fit(["Heat", "Fargo", "Heat"]);
 * titles.encode(["Fargo", "Heat", "Alien"]); // Int32Array [2, 1, 0]
 */
export const stringLookup = (options: StringLookupOptions = {}): StringLookup =>
  lookup<string, string>(new StringKeys(), options);

/**
 * Makes a fitted string lookup again of its JSON.
 * @throws ConfigError naming the part that is wrong.
 */
export const readStringLookup = (json: Readonly<Record<string, unknown>>): FittedStringLookup =>
  readLookup<string, string>(new StringKeys(), json);
