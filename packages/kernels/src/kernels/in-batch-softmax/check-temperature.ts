import { ConfigError, checkPositive } from "@towerkit/core";

/** @throws ConfigError unless `temperature` and its inverse are positive float32 numbers. */
export function checkTemperature(temperature: number): void {
  checkPositive("temperature", temperature);
  const inverse = Math.fround(1 / temperature);
  if (inverse === 0 || inverse === Infinity) {
    throw new ConfigError(
      `temperature is ${temperature}; it must lie between 1e-38 and 1e38 for float32 scores.`,
    );
  }
}
