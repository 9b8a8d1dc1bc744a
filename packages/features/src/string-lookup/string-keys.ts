import { ConfigError, shown } from "@towerkit/core";
import { Fingerprint64 } from "../hash/fingerprint64.js";
import { TextBytes } from "../hash/text-bytes.js";
import type { Keys } from "../vocabulary/keys.js";
import { compareUtf8 } from "../vocabulary/utf8-order.js";

/** Strings as the keys of a lookup. */
export class StringKeys implements Keys<string> {
  readonly kind = "stringLookup";
  readonly unknownToken = "[UNK]";
  readonly aliases = [];
  readonly compare = compareUtf8;
  readonly #text = new TextBytes();
  readonly #fingerprint = new Fingerprint64();

  keyOf(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
  }

  refuse(value: unknown, place: string): never {
    const advice =
      typeof value === "number" || typeof value === "bigint"
        ? "Turn the column's numbers into strings, with String(value)"
        : "Fill the gap with a string of your own, or leave the row out";
    throw new ConfigError(
      `${this.kind}: ${place} is ${shown(value)}, and every value must be a string. ${advice}.`,
    );
  }

  slotOf(key: string, slots: number): number {
    const { bytes, length } = this.#text.setText(key);
    return this.#fingerprint.of(bytes, length).remainder(slots);
  }
}
