import { createHash } from "node:crypto";

export { findFiles } from "./node/find-files.js";
export { readLocation } from "./node/read-location.js";

/** SHA-256 of some bytes one after another, in hexadecimal. */
export function sha256(parts: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
