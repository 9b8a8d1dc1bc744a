import type { IncomingMessage } from "node:http";
import { DatasetError } from "@towerkit/core";
import { NoDataError } from "../../no-data-error.js";
import { exchange, type Waits } from "./exchange.js";

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: 5 s for a connection, 30 s for the next bytes. */
  readonly waits?: Partial<Waits> | undefined;
}

/** Reads an answer that came from `address`, and calls `onBytes` whenever some bytes have come. */
export type Receive<T> = (
  response: IncomingMessage,
  from: { readonly address: URL; readonly onBytes: () => void },
) => Promise<T>;

const MOST_REDIRECTS = 5;
const REDIRECTS: readonly (number | undefined)[] = [301, 302, 303, 307, 308];

/**
 * Gets a URL, or where it points.
 * @throws NoDataError if no connection could be made.
 * @throws DatasetError for whatever goes wrong after that.
 */
export async function request<T>(
  url: URL,
  receive: Receive<T>,
  { signal, waits }: RequestOptions = {},
): Promise<T> {
  const allWaits = { connect: 5_000, stall: 30_000, ...waits };
  let address = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const answer = await exchange<{ target: URL } | { received: T }>(address, {
      waits: allWaits,
      signal,
      receive: async (response, onBytes) => {
        const target = redirectTarget(address, response);
        if (target !== undefined) return { target };
        checkStatus(address, response);
        return { received: await receive(response, { address, onBytes }) };
      },
    }).catch((error: unknown) => {
      signal?.throwIfAborted();
      // The first server did answer, so there is a network.
      throw error instanceof NoDataError && redirects > 0
        ? new DatasetError(`${url.href} points here, but ${error.message}`, { file: address.href })
        : error;
    });
    if ("received" in answer) return answer.received;
    address = answer.target;
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

function checkStatus(address: URL, { statusCode, statusMessage }: IncomingMessage): void {
  if (statusCode === 200) return;
  throw new DatasetError(`the server answered ${statusCode} ${statusMessage}. Nothing was kept.`, {
    file: address.href,
  });
}
