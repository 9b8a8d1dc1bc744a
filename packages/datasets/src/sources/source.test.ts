import { ConfigError, DatasetError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { closedAddress, serve } from "../../test/serve.js";
import { movielens } from "../movielens/movielens.js";
import type { MovieLensSource } from "../movielens/options.js";
import { toyArchive, toyFiles } from "../testing.js";

const load = (source: MovieLensSource) => movielens("100k", { source });
const part = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>;
const asFiles = (files: Record<string, Uint8Array>) =>
  Object.entries(files).map(([name, bytes]) => new File([part(bytes)], name));

async function errorOf(source: unknown): Promise<Error> {
  const error: unknown = await load(source as MovieLensSource).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  return error as Error;
}

describe("source", () => {
  const archive = toyArchive();
  const buffer = archive.slice().buffer as ArrayBuffer;

  it.each<[string, MovieLensSource, string]>([
    ["an archive's bytes", archive, "the archive"],
    ["an archive's buffer", buffer, "the archive"],
    ["an archive as a Blob", new Blob([buffer]), "the archive"],
    ["an archive as a File", new File([buffer], "ml-100k.zip"), "ml-100k.zip"],
    ["a list of one archive", [new File([buffer], "mine.zip")], "mine.zip"],
    ["files by name", toyFiles(), "files"],
    ["a list of files", asFiles(toyFiles()), "files"],
    ["a list with other files", [new File(["?"], "u1.base"), ...asFiles(toyFiles())], "files"],
    ["Blobs by name", Object.fromEntries(asFiles(toyFiles()).map((f) => [f.name, f])), "files"],
  ])("can be %s", async (_, source, location) => {
    const { ratings, digest, origin } = await load(source);
    expect(ratings.numRows()).toBe(200);
    expect(origin).toEqual({ kind: "source", location });
    expect(digest).toBe((await load(toyFiles())).digest);
  });

  it("can be a URL of an archive", async () => {
    const address = await serve((_, response) => response.end(archive));
    const { ratings, origin } = await load(`${address}/data/ml-100k.zip?v=2`);
    expect(ratings.numRows()).toBe(200);
    expect(origin.location).toBe(`${address}/data/ml-100k.zip?v=2`);
    expect((await load(new URL(`${address}/ml-100k.zip`))).ratings.numRows()).toBe(200);
  });

  it("can be a URL of a folder, which ends with a slash", async () => {
    const files = toyFiles();
    const address = await serve((request, response) => {
      response.end(files[(request.url ?? "").replace("/data/", "").replace("?v=2", "")]);
    });
    expect((await load(`${address}/data/`)).ratings.numRows()).toBe(200);
    expect((await load(`${address}/data/?v=2`)).ratings.numRows()).toBe(200);
  });

  it("names the file that is missing", async () => {
    const { "u.user": _, ...files } = toyFiles();
    for (const source of [files, asFiles(files)]) {
      const error = await errorOf(source);
      expect(error).toBeInstanceOf(DatasetError);
      expect(error.message).toMatch(/^u\.user: is missing; MovieLens 100k needs u\.info, u\.genre/);
    }
    expect((await errorOf({})).message).toMatch(/u\.info: is missing.*5 more/);
    expect((await errorOf([])).message).toMatch(/u\.info: is missing/);
  });

  it("names the archive's file in a fault", async () => {
    const truncated = toyArchive({ rows: 10 }).subarray(0, 500);
    expect((await errorOf(new File([part(truncated)], "a.zip"))).message).toMatch(
      /^a\.zip: is no ZIP archive, or a truncated/,
    );
  });

  it("refuses two files of one name", async () => {
    const [first] = asFiles(toyFiles());
    expect((await errorOf([first, first])).message).toMatch(/two files named u\.data/);
  });

  it("tells what a server answered", async () => {
    const address = await serve((_, response) => response.writeHead(404).end());
    const error = await errorOf(`${address}/ml-100k.zip`);
    expect(error).toBeInstanceOf(DatasetError);
    expect(error.message).toBe(`${address}/ml-100k.zip: the server answered 404 Not Found.`);
  });

  it("tells that a URL cannot be fetched, which is not the same as no network", async () => {
    const address = await closedAddress();
    for (const url of [address, "/ml-100k.zip"]) {
      const error = await errorOf(url);
      expect(error.constructor).toBe(DatasetError);
      expect(error.message).toMatch(/could not be fetched/);
    }
  });

  it("stops when told to", async () => {
    const address = await serve(() => {});
    const stop = new AbortController();
    const loading = movielens("100k", { source: address, signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(loading).rejects.toThrow("enough");
  });

  it.each([42, null, true])("cannot be %s", async (source) => {
    const error = await errorOf(source);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toMatch(/source must be an archive, files or a URL/);
  });

  it("cannot hold what is no file", async () => {
    expect((await errorOf({ ...toyFiles(), "u.data": "1\t2" })).message).toMatch(
      /source\["u\.data"\] must be an ArrayBuffer, a Uint8Array or a Blob/,
    );
    expect((await errorOf(["u.data"])).message).toMatch(/source must hold Files/);
  });

  it("excludes dataDir", async () => {
    const both = movielens("100k", { source: toyFiles(), dataDir: "/data" });
    await expect(both).rejects.toThrow(ConfigError);
  });
});
