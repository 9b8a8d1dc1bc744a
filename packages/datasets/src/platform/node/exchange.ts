import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { DatasetError } from "@towerkit/core";
import { NoDataError } from "../../no-data-error.js";

/** How long to wait, in milliseconds, before giving up. */
export interface Waits {
  /** For a connection. */
  readonly connect: number;
  /** For the next bytes. */
  readonly stall: number;
}

export interface ExchangeOptions<T> {
  readonly waits: Waits;
  readonly signal?: AbortSignal | undefined;
  /** Reads the answer, and calls `onBytes` whenever some bytes have come. */
  readonly receive: (response: IncomingMessage, onBytes: () => void) => Promise<T>;
}

const codesOfNoNetwork: ReadonlySet<unknown> = new Set([
  "EAI_AGAIN",
  "EAI_FAIL",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETDOWN",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/**
 * Gets a URL over a connection of its own. `fetch` cannot tell a connection that is not made from
 * an answer that is slow, which this must: the one means that there is no network.
 *
 * @throws NoDataError if no connection could be made.
 * @throws DatasetError for whatever goes wrong after that.
 */
export function exchange<T>(url: URL, { waits, signal, receive }: ExchangeOptions<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === "https:";
    const request = (isSecure ? requestHttps : requestHttp)(url, {
      agent: false,
      headers: { "user-agent": "towerkit", "accept-encoding": "identity" },
      ...(signal === undefined ? {} : { signal }),
    });
    let isConnected = false;
    let timer: NodeJS.Timeout;
    let late: DatasetError | undefined;
    const giveUpAfter = (wait: number, error: () => DatasetError): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        late = error();
        request.destroy(late);
      }, wait);
    };
    const awaitBytes = (): void => giveUpAfter(waits.stall, () => stalled(url, waits));
    const fail = (error: Error): void => {
      clearTimeout(timer);
      request.destroy();
      reject(late ?? (error instanceof DatasetError ? error : failed(url, isConnected, error)));
    };

    giveUpAfter(waits.connect, () => notConnected(url, waits));
    request.once("socket", (socket) => {
      socket.once(isSecure ? "secureConnect" : "connect", () => {
        isConnected = true;
        awaitBytes();
      });
    });
    request.once("error", fail);
    request.once("response", (response) => {
      awaitBytes();
      receive(response, awaitBytes).then((received) => {
        clearTimeout(timer);
        request.destroy();
        resolve(received);
      }, fail);
    });
    request.end();
  });
}

const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;

function notConnected(url: URL, { connect }: Waits): NoDataError {
  return new NoDataError(`no connection to ${url.host} within ${seconds(connect)}.`);
}

function stalled(url: URL, { stall }: Waits): DatasetError {
  return new DatasetError(
    `the server stopped sending: no bytes for ${seconds(stall)}. Nothing was kept; try again.`,
    { file: url.href },
  );
}

function failed(url: URL, isConnected: boolean, cause: Error): DatasetError {
  const { code } = cause as NodeJS.ErrnoException;
  if (!isConnected && codesOfNoNetwork.has(code)) {
    return new NoDataError(`no connection to ${url.host} (${code}).`, {}, { cause });
  }
  const what = isConnected ? "the connection broke" : "no safe connection could be made";
  return new DatasetError(
    `${what} (${code ?? cause.message}). Nothing was kept; try again.`,
    { file: url.href },
    { cause },
  );
}
