import { EngineError } from "@towerkit/core";
import type { ReadableFolder, WritableFolder } from "../storage/folder.js";
import { FetchFolder } from "./fetch-folder.js";
import { urlOf } from "./url.js";

/** A bundle at a URL; a relative one counts from the page or the worker. */
export function openFolder(location: string | URL): ReadableFolder {
  return new FetchFolder(urlOf(location, globalThis.location?.href));
}

/** @throws EngineError always: here is no disk to write to. */
export async function createFolder(dir: string): Promise<WritableFolder> {
  throw new EngineError(
    `bundles are written in Node only, so ${JSON.stringify(dir)} cannot be; ` +
      "train and save there, and put the folder where this program can fetch it.",
  );
}

/** In hexadecimal digits. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) {
    throw new EngineError(
      "checking a bundle needs crypto.subtle, which browsers offer to pages served over HTTPS or from localhost only.",
    );
  }
  const digest = await subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
