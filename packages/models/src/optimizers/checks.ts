import { ConfigError, checkPositiveFloat32, shown } from "@towerkit/core";

/** Checks settings that must be above 0 and finite, as float32 too. */
export function checkAllPositive(settings: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(settings)) checkPositiveFloat32(name, value);
}

/** Checks settings that must be 0, or above it and finite, as float32 too. */
export function checkNoneNegative(settings: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value !== "number" || !(value >= 0)) {
      throw new ConfigError(`${name} must be a finite number from 0, got ${shown(value)}.`);
    }
    if (value > 0) checkPositiveFloat32(name, value);
  }
}

/** Checks settings that say how much of the past is kept: from 0 to below 1, as float32 too. */
export function checkShares(settings: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value !== "number" || !(value >= 0) || Math.fround(value) >= 1) {
      throw new ConfigError(`${name} must be a number from 0 to below 1, got ${shown(value)}.`);
    }
  }
}
