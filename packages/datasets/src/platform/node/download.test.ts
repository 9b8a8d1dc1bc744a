import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { DatasetError } from "@towerkit/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { closedAddress, serve } from "../../../test/serve.js";
import { NoDataError } from "../../no-data-error.js";
import { type DownloadOptions, download as downloadInto, type Expected } from "./download.js";

const file = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);
const expected = {
  algorithm: "sha256",
  hex: createHash("sha256").update(file).digest("hex"),
  bytes: file.length,
} as const;

/** Downloads into memory. */
async function download(
  url: URL,
  options: Omit<DownloadOptions, "open"> = {},
  whatIsExpected: Expected = expected,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const sink = { write: async (bytes: Uint8Array) => void pieces.push(bytes.slice()) };
  await downloadInto(url, whatIsExpected, { ...options, open: async () => sink });
  return Buffer.concat(pieces);
}

/** Vitest's own comparison takes seconds for so many bytes. */
const isFile = (bytes: Uint8Array) => Buffer.compare(bytes, file) === 0;

async function errorOf(address: string, options: Parameters<typeof download>[1] = {}) {
  const error: unknown = await download(new URL(address), options).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DatasetError);
  return error as DatasetError;
}

describe("download", () => {
  it("gets a file and tells how far it has come", async () => {
    const address = await serve((_, response) => response.end(file));
    const seen: number[] = [];
    const body = await download(new URL(address), {
      onProgress: ({ kind, done, total }) => {
        expect([kind, total]).toEqual(["download", file.length]);
        seen.push(done);
      },
    });
    expect(isFile(body)).toBe(true);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(file.length);
  });

  it("follows redirects, relative ones too", async () => {
    const address = await serve(({ url }, response) => {
      if (url === "/file") response.end(file);
      else response.writeHead(url === "/old" ? 301 : 302, { location: "/file" }).end();
    });
    expect(isFile(await download(new URL(`${address}/old`)))).toBe(true);
  });

  it("does not follow redirects in a circle, or to another protocol", async () => {
    const circle = await serve((_, response) => response.writeHead(302, { location: "/" }).end());
    expect((await errorOf(circle)).message).toMatch(/more than 5 redirects/);
    const away = await serve((_, response) =>
      response.writeHead(302, { location: "ftp://127.0.0.1/file" }).end(),
    );
    expect((await errorOf(away)).message).toMatch(/redirects to "ftp:.*refused/);
  });

  it.each([404, 500])("says that the server answered %s", async (status) => {
    const address = await serve((_, response) => response.writeHead(status).end("sorry"));
    const error = await errorOf(address);
    expect(error).not.toBeInstanceOf(NoDataError);
    expect(error.message).toMatch(new RegExp(`the server answered ${status}`));
  });

  it("refuses a file that is cut short", async () => {
    const address = await serve((_, response) => response.end(file.subarray(0, 200_000)));
    expect((await errorOf(address)).message).toMatch(
      /the archive is truncated: 200000 of 300000 bytes/,
    );
  });

  it("refuses a file whose connection breaks", async () => {
    const address = await serve((_, response) => {
      response.writeHead(200, { "content-length": file.length });
      response.write(file.subarray(0, 1_000), () => response.destroy());
    });
    const error = await errorOf(address);
    expect(error).not.toBeInstanceOf(NoDataError);
    expect(error.message).toMatch(/the connection broke/);
  });

  it("refuses a file with one other byte", async () => {
    const address = await serve((_, response) => {
      const corrupt = file.slice();
      corrupt[1_000] ^= 1;
      response.end(corrupt);
    });
    const error = await errorOf(address);
    expect(error).not.toBeInstanceOf(NoDataError);
    expect(error.message).toMatch(/wrong checksum: SHA-256 [0-9a-f]{64}, expected/);
  });

  it("refuses a file that is bigger, before all of it came", async () => {
    let sent = 0;
    const address = await serve((_, response) => {
      const send = () => {
        sent++;
        if (!response.destroyed && sent < 1_000) response.write(file, send);
      };
      send();
    });
    expect((await errorOf(address)).message).toMatch(/bigger than the 300000 bytes/);
    expect(sent).toBeLessThan(1_000);
  });

  it("gives up on a server that stops sending", async () => {
    const address = await serve((_, response) => {
      response.write(file.subarray(0, 1_000));
    });
    const error = await errorOf(address, { waits: { stall: 100 } });
    expect(error).not.toBeInstanceOf(NoDataError);
    expect(error.message).toMatch(/stopped sending: no bytes for 0\.1 s/);
  });

  it("gives up on a server that never answers", async () => {
    const address = await serve(() => {});
    const error = await errorOf(address, { waits: { stall: 100 } });
    expect(error).not.toBeInstanceOf(NoDataError);
    expect(error.message).toMatch(/stopped sending/);
  });

  it("has patience with a server that keeps sending slowly", async () => {
    const address = await serve((_, response) => {
      let at = 0;
      const send = () => {
        response.write(file.subarray(at, at + 60_000));
        at += 60_000;
        if (at < file.length) setTimeout(send, 60);
        else response.end();
      };
      send();
    });
    const body = await download(new URL(address), { waits: { stall: 200 } });
    expect(isFile(body)).toBe(true);
  });

  it("stops when told to", async () => {
    const stop = new AbortController();
    const address = await serve((_, response) => {
      response.write(file.subarray(0, 1_000), () => stop.abort(new Error("enough")));
    });
    const loading = download(new URL(address), { signal: stop.signal });
    await expect(loading).rejects.toThrow("enough");
  });
});

describe("a connection that cannot be made", () => {
  it("is no network, if nothing listens there", async () => {
    const error = await errorOf(await closedAddress());
    expect(error).toBeInstanceOf(NoDataError);
    expect(error.message).toMatch(/^no connection to 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/);
  });

  it("is no network, if the name is unknown", async () => {
    const error = await errorOf("http://nowhere.invalid/file");
    expect(error).toBeInstanceOf(NoDataError);
    expect(error.message).toMatch(/^no connection to nowhere\.invalid \(E/);
  });

  it("is no network, if it takes too long", async () => {
    const mute = createServer(() => {});
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      mute.close();
    });
    // A TLS handshake that is never answered: the connection is not made.
    const address = `https://127.0.0.1:${(mute.address() as AddressInfo).port}/`;
    const error = await errorOf(address, { waits: { connect: 100 } });
    expect(error).toBeInstanceOf(NoDataError);
    expect(error.message).toMatch(/no connection to 127\.0\.0\.1:\d+ within 0\.1 s/);
  });

  it("is a fault, if the other side is no safe server", async () => {
    const address = await serve((_, response) => response.end(file));
    const error = await errorOf(address.replace("http:", "https:"));
    expect(error).not.toBeInstanceOf(NoDataError);
    expect(error.message).toMatch(/no safe connection could be made/);
  });

  it("is a fault, if a server that did answer points there", async () => {
    const closed = await closedAddress();
    const address = await serve((_, response) =>
      response.writeHead(302, { location: closed }).end(),
    );
    const error = await errorOf(address);
    expect(error).not.toBeInstanceOf(NoDataError);
    expect(error.message).toMatch(/points here, but no connection/);
  });
});
