import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { BundleError, ConfigError, EngineError } from "@towerkit/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { createFolder, openFolder, sha256 } from "./browser.js";
import { FetchFolder } from "./fetch-folder.js";
import * as node from "./node.js";

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("FetchFolder", () => {
  it.each(["/models/a", "/models/a/"])("reads files below %s", async (base) => {
    const url = await serving((request, response) => response.end(request.url));
    const found = await new FetchFolder(new URL(base, url)).read("part.arrow", { atMost: 100 });
    expect(new TextDecoder().decode(found)).toBe("/models/a/part.arrow");
  });

  it("keeps the query of its URL", async () => {
    const url = await serving((request, response) => response.end(request.url));
    const found = await new FetchFolder(new URL("/a?key=1", url)).read("b", { atMost: 100 });
    expect(new TextDecoder().decode(found)).toBe("/a/b?key=1");
  });

  it("reads an empty file, and one of just the size", async () => {
    const url = await serving((request, response) => {
      response.end(request.url === "/empty" ? "" : "abc");
    });
    const folder = new FetchFolder(new URL(url));
    expect(await folder.read("empty", { atMost: 0 })).toEqual(new Uint8Array(0));
    expect((await folder.read("abc", { atMost: 3 }))?.length).toBe(3);
  });

  it("has no file that the server does not have", async () => {
    const url = await serving((_request, response) => response.writeHead(404).end("no"));
    expect(await new FetchFolder(new URL(url)).read("a", { atMost: 9 })).toBeUndefined();
  });

  it("stops reading what has no end", async () => {
    const url = await serving((_request, response) => {
      const timer = setInterval(() => response.write("x".repeat(1000)), 1);
      response.on("close", () => clearInterval(timer));
    });
    await expect(new FetchFolder(new URL(url)).read("a", { atMost: 5000 })).rejects.toThrow(
      /more than the 5000 bytes/,
    );
  });

  it("names the file where the server fails, or breaks off, or is not there", async () => {
    const failing = await serving((_request, response) => response.writeHead(500).end());
    const read = (url: string) => new FetchFolder(new URL(url)).read("a", { atMost: 9 });
    await expect(read(failing)).rejects.toThrow(/\/a answers 500/);
    await expect(read(failing)).rejects.toMatchObject({ code: "ERR_BUNDLE", part: "a" });
    const breaking = await serving((_request, response) => {
      response.writeHead(200, { "content-length": "9" });
      response.write("abc", () => response.destroy());
    });
    await expect(read(breaking)).rejects.toThrow(BundleError);
    await expect(read("http://127.0.0.1:1")).rejects.toThrow(/cannot be read/);
  });
});

describe("the platforms", () => {
  it("find a bundle at a web address, in Node too", async () => {
    const url = await serving((request, response) => response.end(request.url));
    for (const open of [openFolder, node.openFolder]) {
      for (const location of [url, new URL(url)]) {
        expect((await open(location).read("abc", { atMost: 4 }))?.length).toBe(4);
      }
    }
  });

  it("agree on SHA-256", async () => {
    const bytes = Uint8Array.of(1, 2, 3);
    expect(await sha256(bytes)).toBe(await node.sha256(bytes));
    expect(await sha256(bytes)).toBe(
      "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81",
    );
  });

  it("write in Node only: elsewhere the error says so", async () => {
    await expect(createFolder("./bundle")).rejects.toThrow(EngineError);
    await expect(createFolder("./bundle")).rejects.toThrow(/written in Node only/);
  });

  it("say what is wrong with a location that means nothing", () => {
    expect(() => openFolder("./bundle")).toThrow(ConfigError);
    expect(() => node.openFolder("http://")).toThrow(/location must be a URL, got "http:\/\/"/);
  });
});
