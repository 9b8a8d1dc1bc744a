import { ConfigError, checkFinite, checkInteger, checkLength, shown } from "@towerkit/core";
import { type Id, isId } from "../id.js";
import type { IndexQueryOptions } from "./vector-index.js";

/**
 * Checks a list of ids.
 * @throws ConfigError naming the first value that is none.
 */
export function checkIds(name: string, ids: unknown): asserts ids is readonly Id[] {
  if (!Array.isArray(ids)) {
    throw new ConfigError(`${name} must be an array of ids, got ${shown(ids)}.`);
  }
  for (const [i, id] of ids.entries()) {
    if (!isId(id)) {
      throw new ConfigError(`${name}[${i}] must be a string or a finite number, got ${shown(id)}.`);
    }
  }
}

/**
 * Checks that no id comes twice.
 * @throws ConfigError naming the first that does.
 */
export function checkDistinct(name: string, ids: readonly Id[]): void {
  if (new Set(ids).size === ids.length) return;
  const earlier = new Map<Id, number>();
  for (const [i, id] of ids.entries()) {
    const first = earlier.get(id);
    if (first !== undefined) {
      throw new ConfigError(`${name}[${i}] is ${shown(id)}, and so is ${name}[${first}].`);
    }
    earlier.set(id, i);
  }
}

function checkVectors(vectors: unknown): asserts vectors is Float32Array {
  if (!(vectors instanceof Float32Array)) {
    throw new ConfigError(`vectors must be a Float32Array, got ${shown(vectors)}.`);
  }
  checkFinite("vectors", vectors);
}

/** Checks what `add` and `upsert` are given, as far as that can be told without the index's content. */
export function checkItems(ids: readonly Id[], vectors: Float32Array, dim: number): void {
  checkIds("ids", ids);
  checkVectors(vectors);
  if (vectors.length !== ids.length * dim) {
    throw new ConfigError(
      `vectors must hold ${ids.length} × ${dim} values, a vector for each of ids; got ${vectors.length}.`,
    );
  }
  checkDistinct("ids", ids);
}

/** Checks what `query` is given, and returns how many queries there are. */
export function checkQuery(vectors: Float32Array, options: IndexQueryOptions, dim: number): number {
  checkInteger("k", options.k, 1);
  checkVectors(vectors);
  if (vectors.length % dim !== 0) {
    throw new ConfigError(
      `vectors must hold ${dim} values a query, so a multiple of that; got ${vectors.length}.`,
    );
  }
  const numQueries = vectors.length / dim;
  if (options.only !== undefined) checkIds("only", options.only);
  if (options.exclude !== undefined) {
    if (!Array.isArray(options.exclude)) {
      throw new ConfigError(
        `exclude must be an array with a list of ids a query, got ${shown(options.exclude)}.`,
      );
    }
    checkLength("exclude", options.exclude, numQueries);
    for (const [q, ids] of options.exclude.entries()) checkIds(`exclude[${q}]`, ids);
  }
  return numQueries;
}
