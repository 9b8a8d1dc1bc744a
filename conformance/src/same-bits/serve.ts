import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

/** A folder under a path of its own, with the headers that its files are served with. */
export interface Site {
  readonly path: string;
  readonly folder: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
};

/** Serves folders from a port of the machine's own. */
export async function serve(
  sites: readonly Site[],
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async ({ url = "" }, response) => {
    const path = decodeURIComponent(url.split("?")[0] as string);
    const site = sites.find((one) => path.startsWith(one.path));
    const file = site && join(site.folder, normalize(`/${path.slice(site.path.length)}`));
    const bytes = file && (await readFile(file).catch(() => undefined));
    if (bytes === undefined || bytes === "") {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file as string)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, ...site?.headers }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
