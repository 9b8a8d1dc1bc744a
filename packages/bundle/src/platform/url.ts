import { ConfigError } from "@towerkit/core";

/** @throws ConfigError if the location is no URL. */
export function urlOf(location: string | URL, base?: string): URL {
  if (!URL.canParse(String(location), base)) {
    throw new ConfigError(`location must be a URL, got ${JSON.stringify(location)}.`);
  }
  return new URL(location, base);
}
