import { ConfigError, shown } from "@towerkit/core";

export function checkSwitch(name: string, value: unknown): boolean {
  if (typeof value !== "boolean") {
    throw new ConfigError(`${name} must be true or false, got ${shown(value)}.`);
  }
  return value;
}

export function checkL2(name: string, value: unknown): number {
  if (typeof value !== "number" || !(value >= 0) || value === Number.POSITIVE_INFINITY) {
    throw new ConfigError(`${name} must be a number from 0, got ${shown(value)}.`);
  }
  return value;
}
