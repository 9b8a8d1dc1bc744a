import { ConfigError, shown } from "@towerkit/core";

/**
 * Checks that a setting is from 0 and finite, as a float32 too.
 * @throws ConfigError otherwise.
 */
export function checkNotNegativeFloat32(name: string, value: unknown): void {
  if (typeof value !== "number" || !(value >= 0 && Number.isFinite(Math.fround(value)))) {
    throw new ConfigError(`${name} must be a number from 0 to 3e38, got ${shown(value)}.`);
  }
}

/**
 * Checks that a setting is a share: from 0, below 1.
 * @throws ConfigError otherwise.
 */
export function checkShare(name: string, value: unknown): void {
  if (typeof value !== "number" || !(value >= 0 && value < 1)) {
    throw new ConfigError(`${name} must be a number from 0, below 1, got ${shown(value)}.`);
  }
}
