import { ConfigError, NumericError, shown } from "@towerkit/core";
import { refuseNonFinite } from "../numeric/refuse.js";
import type { Keys } from "../vocabulary/keys.js";

/** Whole numbers, and booleans as 1 and 0, as the keys of a lookup. */
export class IntegerKeys implements Keys<number> {
  readonly kind = "integerLookup";
  readonly unknownToken = -1;
  readonly aliases = [
    [true, 1],
    [false, 0],
  ] as const;

  keyOf(value: unknown): number | undefined {
    if (typeof value === "boolean") return Number(value);
    // Adding 0 turns -0 into 0.
    return Number.isSafeInteger(value) ? (value as number) + 0 : undefined;
  }

  refuse(value: unknown, place: string): never {
    if (typeof value !== "number") refuseNonFinite(this.kind, value, place);
    if (!Number.isFinite(value)) throw new NumericError(messageFor(value, place));
    throw new ConfigError(messageFor(value, place));
  }

  compare(a: number, b: number): number {
    return a - b;
  }

  slotOf(key: number, slots: number): number {
    const remainder = key % slots;
    return remainder < 0 ? remainder + slots : remainder + 0;
  }
}

const messageFor = (value: number, place: string): string =>
  `integerLookup: ${place} is ${shown(value)}, and every value must be a whole number of magnitude below 2^53, or a boolean. Round the column's values, or look them up as strings.`;
