import { ConfigError, shown } from "@towerkit/core";
import type { FittedEncoder, Output } from "./encoder.js";
import { FittedStringLookup } from "./string-lookup/fitted-string-lookup.js";
import { checkDistinctStrings } from "./string-lookup/strings.js";

type Reader = (json: Readonly<Record<string, unknown>>) => FittedEncoder<unknown, Output>;

const readers: ReadonlyMap<unknown, Reader> = new Map<unknown, Reader>([
  [
    "stringLookup",
    (json) => new FittedStringLookup([...checkDistinctStrings("vocabulary", json["vocabulary"])]),
  ],
]);

/**
 * Makes a fitted encoder again of what its `toJSON` gave. It encodes every value as before.
 * @throws ConfigError if the JSON is of an unknown kind or malformed.
 */
export function fittedEncoderFromJSON(json: unknown): FittedEncoder<unknown, Output> {
  if (typeof json !== "object" || json === null || !Object.hasOwn(json, "kind")) {
    throw new ConfigError(
      `a fitted encoder must be a JSON object with a "kind", got ${shown(json)}.`,
    );
  }
  const { kind } = json as { kind: unknown };
  const read = readers.get(kind);
  if (read === undefined) {
    throw new ConfigError(
      `there is no encoder of kind ${shown(kind)}; the kinds are ${[...readers.keys()].map(shown).join(", ")}.`,
    );
  }
  return read(json as Readonly<Record<string, unknown>>);
}
