import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { BundleError } from "@towerkit/core";
import type { ReadableFolder, WritableFolder } from "../storage/folder.js";
import { FetchFolder } from "./fetch-folder.js";
import { reasonOf } from "./files/file-faults.js";
import { FileFolder } from "./files/file-folder.js";
import { urlOf } from "./url.js";

/** A bundle in a folder of this machine, or at an `http:` or `https:` URL. */
export function openFolder(location: string | URL): ReadableFolder {
  if (typeof location === "string" && !/^(https?|file):\/\//i.test(location)) {
    return new FileFolder(resolve(location));
  }
  const url = urlOf(location);
  return url.protocol === "file:" ? new FileFolder(fileURLToPath(url)) : new FetchFolder(url);
}

/** Makes the folder, and those above it, where they are not there. */
export async function createFolder(dir: string): Promise<WritableFolder> {
  const path = resolve(dir);
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw new BundleError(`cannot make the folder ${path}: ${reasonOf(cause)}.`, undefined, {
      cause,
    });
  }
  return new FileFolder(path);
}

/** In hexadecimal digits. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  return createHash("sha256").update(bytes).digest("hex");
}
