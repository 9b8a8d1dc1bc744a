import { DatasetError } from "@towerkit/core";

/**
 * The bytes at a URL.
 * @throws DatasetError if the server does not give them.
 */
export async function fetchBytes(url: string | URL): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new DatasetError("it cannot be fetched.", { file: String(url) }, { cause });
  }
  if (!response.ok) {
    throw new DatasetError(`the server answered ${response.status}.`, { file: String(url) });
  }
  return new Uint8Array(await response.arrayBuffer());
}
