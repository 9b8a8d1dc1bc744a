import { type FittedLookup, readLookup } from "../vocabulary/fitted-lookup.js";
import { type Lookup, lookup } from "../vocabulary/lookup-encoder.js";
import type { LookupOptions } from "../vocabulary/lookup-settings.js";
import { IntegerKeys } from "./integer-keys.js";

/** A value of a column of whole numbers or booleans; `true` is 1 and `false` is 0. */
export type IntegerValue = number | boolean;

export type IntegerLookupOptions = LookupOptions<IntegerValue>;

/** Gives every whole number of a column an id. Made by `integerLookup`. */
export type IntegerLookup = Lookup<IntegerValue, number>;

/** A vocabulary of whole numbers with their ids. */
export type FittedIntegerLookup = FittedLookup<IntegerValue, number>;

/**
 * Gives every distinct whole number of a column an id; booleans are 1 and 0. By default ids of known
 * numbers begin with 1, and 0 is for numbers that fitting never saw; a mask token comes before both.
 *
 * After `IntegerLookup` of Keras, whose ids these are. Unlike there, -1 is a value like any other, and
 * numbers that are not whole are refused.
 *
 * @throws ConfigError for an unknown `order`, for a `vocabulary` that repeats a value or holds
 *   something else than whole numbers, for counts that are not whole numbers or too small, and for a
 *   vocabulary together with options that say how to learn one.
 * @example
 * const ages = integerLookup().fit([25, 18, 25]);
 * ages.encode([18, 25, 99]); // Int32Array [2, 1, 0]
 */
export const integerLookup = (options: IntegerLookupOptions = {}): IntegerLookup =>
  lookup<IntegerValue, number>(new IntegerKeys(), options);

/**
 * Makes a fitted integer lookup again of its JSON.
 * @throws ConfigError naming the part that is wrong.
 */
export const readIntegerLookup = (json: Readonly<Record<string, unknown>>): FittedIntegerLookup =>
  readLookup<IntegerValue, number>(new IntegerKeys(), json);
