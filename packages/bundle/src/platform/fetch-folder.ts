import { BundleError } from "@towerkit/core";
import type { ReadableFolder } from "../storage/folder.js";

/** A bundle on a web server: one file of the folder is one request. */
export class FetchFolder implements ReadableFolder {
  readonly location: string;
  readonly #base: URL;

  constructor(base: URL) {
    this.#base = new URL(base);
    if (!this.#base.pathname.endsWith("/")) this.#base.pathname += "/";
    this.location = this.#base.href;
  }

  async read(
    file: string,
    { atMost }: { readonly atMost: number },
  ): Promise<Uint8Array | undefined> {
    const url = new URL(this.#base);
    url.pathname += file;
    const response = await this.#fetch(url, file);
    if (response.status === 404 || response.status === 410) return undefined;
    if (!response.ok) {
      throw new BundleError(`${url} answers ${response.status} ${response.statusText}.`, file);
    }
    return bytesOf(response, { url, file, atMost });
  }

  async #fetch(url: URL, file: string): Promise<Response> {
    try {
      // Parts never change under their names; the manifest does, so it is asked for anew.
      return await fetch(url, { cache: file.endsWith(".json") ? "no-cache" : "default" });
    } catch (cause) {
      throw unreachable(url, file, cause);
    }
  }
}

/** Reads no further than it must to know that there is too much. */
async function bytesOf(
  response: Response,
  { url, file, atMost }: { readonly url: URL; readonly file: string; readonly atMost: number },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      size += next.value.length;
      if (size > atMost) break;
      chunks.push(next.value);
    }
  } catch (cause) {
    throw unreachable(url, file, cause);
  }
  if (size > atMost) {
    await reader?.cancel();
    throw new BundleError(`${url} has more than the ${atMost} bytes it should have.`, file);
  }
  return joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const unreachable = (url: URL, file: string, cause: unknown) =>
  new BundleError(`${url} cannot be read: ${(cause as Error).message}.`, file, { cause });
