import { type FileHandle, open } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { DatasetError } from "@towerkit/core";
import { fetchBytes } from "../fetch-bytes.js";

/**
 * The pieces of a file at a path or URL.
 * @throws DatasetError if it cannot be opened, or is a folder.
 */
export async function readLocation(
  location: string | URL,
): Promise<AsyncIterable<Uint8Array> | Uint8Array> {
  if (/^https?:/.test(String(location))) return fetchBytes(location);
  const isFileUrl = String(location).startsWith("file:");
  const path = isFileUrl ? fileURLToPath(location) : String(location);
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : (cause as Error).message;
    throw new DatasetError(`${why}.`, { file: path }, { cause });
  }
  if ((await file.stat()).isDirectory()) {
    await file.close();
    throw new DatasetError("this is a folder; a file is needed.", { file: path });
  }
  return file.createReadStream();
}
