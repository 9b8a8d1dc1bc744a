import { ConfigError, shown } from "@towerkit/core";
import { readCyclical } from "./cyclical/cyclical.js";
import { readDiscretization } from "./discretization/fitted-discretization.js";
import type { FittedEncoder, Output } from "./encoder.js";
import { readHashedCross } from "./hashed-cross/hashed-cross.js";
import { readHashing } from "./hashing/hashing.js";
import { readHistory } from "./history/fitted-history.js";
import { readIntegerLookup } from "./integer-lookup/integer-lookup.js";
import { readMultiHot } from "./multi-hot/multi-hot.js";
import { readNormalization } from "./normalization/read-normalization.js";
import { readPassthrough } from "./passthrough/passthrough.js";
import { readSeenItems } from "./seen-items/fitted-seen-items.js";
import { readStringLookup } from "./string-lookup/string-lookup.js";
import { readTextVectorization } from "./text-vectorization/fitted-text-vectorization.js";

type Reader = (json: Readonly<Record<string, unknown>>) => FittedEncoder<unknown, Output>;

const readers: ReadonlyMap<unknown, Reader> = new Map<unknown, Reader>([
  ["stringLookup", readStringLookup],
  ["integerLookup", readIntegerLookup],
  ["hashing", readHashing],
  ["hashedCross", readHashedCross],
  ["multiHot", readMultiHot],
  ["passthrough", readPassthrough],
  ["normalization", readNormalization],
  ["discretization", readDiscretization],
  ["cyclical", readCyclical],
  ["textVectorization", readTextVectorization],
  ["history", readHistory],
  ["seenItems", readSeenItems],
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
