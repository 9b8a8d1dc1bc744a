import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { DatasetError } from "@towerkit/core";
import type { LoadProgress } from "../../movielens/options.js";
import { NoDataError } from "../../no-data-error.js";
import { exchange, type Waits } from "./exchange.js";

export interface DownloadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  /** Default: 5 s for a connection, 30 s for the next bytes. */
  readonly waits?: Partial<Waits> | undefined;
}

/** What is to come; anything else is refused. */
export interface Expected {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

const MOST_REDIRECTS = 5;
const REDIRECTS: readonly (number | undefined)[] = [301, 302, 303, 307, 308];

/**
 * Downloads a file whose size and SHA-256 are known, into memory.
 * @throws NoDataError if no connection could be made.
 * @throws DatasetError for whatever goes wrong after that.
 */
export async function download(
  url: URL,
  expected: Expected,
  { signal, onProgress, waits }: DownloadOptions = {},
): Promise<Uint8Array> {
  const allWaits = { connect: 5_000, stall: 30_000, ...waits };
  let address = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const answer = await exchange<Uint8Array | URL>(address, {
      waits: allWaits,
      signal,
      receive: async (response, onBytes) =>
        redirectTarget(address, response) ??
        readBody(response, { address, expected, onBytes, onProgress }),
    }).catch((error: unknown) => {
      signal?.throwIfAborted();
      // The first server did answer, so there is a network.
      throw error instanceof NoDataError && redirects > 0
        ? new DatasetError(`${url.href} points here, but ${error.message}`, { file: address.href })
        : error;
    });
    if (!(answer instanceof URL)) {
      checkDigest(answer, { address, expected });
      return answer;
    }
    address = answer;
  }
  throw new DatasetError(`more than ${MOST_REDIRECTS} redirects.`, { file: url.href });
}

function redirectTarget(address: URL, { statusCode, headers }: IncomingMessage): URL | undefined {
  if (!REDIRECTS.includes(statusCode) || headers.location === undefined) return undefined;
  const target = URL.canParse(headers.location, address.href)
    ? new URL(headers.location, address.href)
    : undefined;
  const isSafe =
    target?.protocol === "https:" || (target?.protocol === "http:" && address.protocol === "http:");
  if (target === undefined || !isSafe) {
    throw new DatasetError(`redirects to ${JSON.stringify(headers.location)}: refused.`, {
      file: address.href,
    });
  }
  return target;
}

interface Body {
  readonly address: URL;
  readonly expected: Expected;
  readonly onBytes: () => void;
  readonly onProgress?: DownloadOptions["onProgress"];
}

async function readBody(
  response: IncomingMessage,
  { address, expected, onBytes, onProgress }: Body,
): Promise<Uint8Array> {
  const refused = (message: string) =>
    new DatasetError(`${message} Nothing was kept.`, { file: address.href });
  const { statusCode, statusMessage } = response;
  if (statusCode !== 200) throw refused(`the server answered ${statusCode} ${statusMessage}.`);
  const body = new Uint8Array(expected.bytes);
  let done = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    if (done + chunk.length > body.length) {
      throw refused(`the archive is bigger than the ${expected.bytes} bytes that it should have.`);
    }
    body.set(chunk, done);
    done += chunk.length;
    onBytes();
    onProgress?.({ kind: "download", done, total: expected.bytes });
  }
  if (done < body.length) {
    throw refused(`the archive is truncated: ${done} of ${expected.bytes} bytes came. Try again.`);
  }
  return body;
}

function checkDigest(
  body: Uint8Array,
  { address, expected }: Pick<Body, "address" | "expected">,
): void {
  const found = createHash("sha256").update(body).digest("hex");
  if (found === expected.sha256) return;
  throw new DatasetError(
    `the archive has the wrong checksum: SHA-256 ${found}, expected ${expected.sha256}. Nothing was kept.`,
    { file: address.href },
  );
}
