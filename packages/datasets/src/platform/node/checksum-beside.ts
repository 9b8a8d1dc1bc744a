import { DatasetError } from "@towerkit/core";
import { type RequestOptions, request } from "./request.js";

/** A line with a checksum and a name is far shorter. */
const MOST_BYTES = 1_000;

/**
 * Gets the MD5 checksum that a server keeps beside a file, in a file of its name and `.md5`.
 * @throws NoDataError if no connection could be made.
 * @throws DatasetError if there is none.
 */
export async function md5Beside(url: URL, options: RequestOptions): Promise<string> {
  const beside = new URL(url);
  beside.pathname += ".md5";
  const text = await request(
    beside,
    async (response, { onBytes }) => {
      let body = "";
      for await (const chunk of response as AsyncIterable<Uint8Array>) {
        body += new TextDecoder().decode(chunk);
        onBytes();
        if (body.length > MOST_BYTES) break;
      }
      return body;
    },
    options,
  );
  const [hex] = /\b[0-9a-f]{32}\b/i.exec(text.slice(0, MOST_BYTES)) ?? [];
  if (hex === undefined) {
    throw new DatasetError("holds no MD5 checksum. Nothing was kept.", { file: beside.href });
  }
  return hex.toLowerCase();
}
