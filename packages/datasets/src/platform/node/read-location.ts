import { open } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { DatasetError } from "@towerkit/core";
import { fetchBytes } from "../fetch-bytes.js";

/**
 * The pieces of a file at a path or URL.
 * @throws DatasetError if it cannot be opened.
 */
export async function readLocation(
  location: string | URL,
): Promise<AsyncIterable<Uint8Array> | Uint8Array> {
  if (/^https?:/.test(String(location))) return fetchBytes(location);
  const isFileUrl = String(location).startsWith("file:");
  const path = isFileUrl ? fileURLToPath(location) : String(location);
  try {
    const file = await open(path);
    return file.createReadStream();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : (cause as Error).message;
    throw new DatasetError(`${why}.`, { file: path }, { cause });
  }
}
