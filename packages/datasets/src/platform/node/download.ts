import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { DatasetError } from "@towerkit/core";
import type { LoadProgress } from "../../movielens/options.js";
import { type RequestOptions, request } from "./request.js";

/** Where the bytes go. */
export interface Sink {
  write(bytes: Uint8Array): Promise<void>;
}

export interface DownloadOptions extends RequestOptions {
  /** Called when the server has answered and bytes are to come. */
  readonly open: () => Promise<Sink>;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/** What is to come; anything else is refused. */
export interface Expected {
  readonly algorithm: "sha256" | "md5";
  /** Of the checksum. */
  readonly hex: string;
  /** If known. */
  readonly bytes?: number;
}

/**
 * Downloads a file whose checksum is known.
 * @throws NoDataError if no connection could be made.
 * @throws DatasetError for whatever goes wrong after that; what is in the sink is then worth nothing.
 */
export async function download(
  url: URL,
  expected: Expected,
  { open, onProgress, ...options }: DownloadOptions,
): Promise<void> {
  await request(
    url,
    async (response, { address, onBytes }) => {
      const refused = (message: string) =>
        new DatasetError(`${message} Nothing was kept.`, { file: address.href });
      const { algorithm, hex, bytes: size = Number.POSITIVE_INFINITY } = expected;
      const total = expected.bytes ?? contentLength(response);
      const sink = await open();
      const hash = createHash(algorithm);
      let done = 0;
      for await (const chunk of response as AsyncIterable<Uint8Array>) {
        done += chunk.length;
        if (done > size) {
          throw refused(`the archive is bigger than the ${size} bytes that it should have.`);
        }
        hash.update(chunk);
        await sink.write(chunk);
        onBytes();
        onProgress?.({ kind: "download", done, total });
      }
      if (expected.bytes !== undefined && done < expected.bytes) {
        throw refused(`the archive is truncated: ${done} of ${size} bytes came. Try again.`);
      }
      const found = hash.digest("hex");
      if (found !== hex) {
        const name = algorithm === "md5" ? "MD5" : "SHA-256";
        throw refused(`the archive has the wrong checksum: ${name} ${found}, expected ${hex}.`);
      }
    },
    options,
  );
}

/** In bytes; 0 if the server does not say. */
function contentLength({ headers }: IncomingMessage): number {
  return Number(headers["content-length"] ?? 0);
}
