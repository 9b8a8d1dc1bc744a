import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatasetError } from "@towerkit/core";
import { temporaryFolder } from "@towerkit/test-utils";
import { zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { closedAddress, serve } from "../../../test/serve.js";
import { movieLens100k } from "../../movielens/100k/format.js";
import { loadMovieLens } from "../../movielens/load.js";
import { movielens } from "../../movielens/movielens.js";
import type { MovieLensOptions } from "../../movielens/options.js";
import { NoDataError } from "../../no-data-error.js";
import { toyArchive, toyFiles, toyMovieLens, writeToyMovieLens } from "../../testing.js";
import { findFiles } from "./find-files.js";

let home: string;
let cache: string;

beforeEach(() => {
  home = temporaryFolder();
  cache = join(home, "towerkit");
  vi.stubEnv("XDG_CACHE_HOME", home);
  vi.stubEnv("TOWERKIT_DATA_DIR", "");
});

afterEach(() => {
  vi.unstubAllEnvs();
});

/** 100k's format, with the address, size and checksum of a made archive. */
function formatOf(archive: Uint8Array, url = "http://127.0.0.1:1/ml-100k.zip") {
  const hex = createHash("sha256").update(archive).digest("hex");
  const checksum = { algorithm: "sha256", hex, bytes: archive.length } as const;
  return { ...movieLens100k, archive: { url, checksum, maximumUnpackedBytes: 1_000_000 } };
}

const archive = toyArchive();
const serveArchive = () => serve((_, response) => response.end(archive));
const load = (url: string, options: MovieLensOptions = {}) =>
  loadMovieLens(formatOf(archive, url), options);

/** What lies in the cache, at any depth. */
const kept = () => readdir(cache, { recursive: true }).catch(() => []);

async function errorOf(loading: Promise<unknown>): Promise<DatasetError> {
  const error: unknown = await loading.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DatasetError);
  return error as DatasetError;
}

describe("a data folder", () => {
  it("is the one that dataDir names, before TOWERKIT_DATA_DIR's and the cache", async () => {
    const [given, fromEnvironment] = [temporaryFolder(), temporaryFolder()];
    await writeToyMovieLens(given, { rows: 11 });
    await writeToyMovieLens(fromEnvironment, { rows: 12 });
    await writeToyMovieLens(cache, { rows: 13 });
    vi.stubEnv("TOWERKIT_DATA_DIR", fromEnvironment);
    const found = await movielens("100k", { dataDir: given });
    expect([found.ratings.numRows(), found.origin]).toEqual([
      11,
      { kind: "folder", location: join(given, "ml-100k") },
    ]);
    expect((await movielens("100k")).ratings.numRows()).toBe(12);
    vi.stubEnv("TOWERKIT_DATA_DIR", "");
    const cached = await movielens("100k");
    expect([cached.ratings.numRows(), cached.origin]).toEqual([
      13,
      { kind: "cache", location: join(cache, "ml-100k") },
    ]);
  });

  it("that is missing is an error, whatever else there is", async () => {
    await writeToyMovieLens(cache);
    const missing = join(home, "elsewhere");
    const given = await errorOf(movielens("100k", { dataDir: missing }));
    expect(given).not.toBeInstanceOf(NoDataError);
    expect(given.message).toContain(`there is no folder ${join(missing, "ml-100k")}`);
    expect(given.message).toContain(`dataDir is "${missing}"; it must be a folder that holds`);
    vi.stubEnv("TOWERKIT_DATA_DIR", missing);
    expect((await errorOf(movielens("100k"))).message).toContain(
      `TOWERKIT_DATA_DIR is "${missing}"`,
    );
  });

  it("without one of the files is an error that names it", async () => {
    await writeToyMovieLens(home);
    const path = join(home, "ml-100k", "u.user");
    await rm(path);
    const error = await errorOf(movielens("100k", { dataDir: home }));
    expect([error.file, error.message]).toEqual([
      path,
      expect.stringMatching(/u\.user: is missing/),
    ]);
    await mkdir(path);
    expect((await errorOf(movielens("100k", { dataDir: home }))).message).toMatch(
      /u\.user: cannot be read \(EISDIR\)/,
    );
  });

  it("with a fault gives its path and line", async () => {
    await writeToyMovieLens(home);
    const path = join(home, "ml-100k", "u.data");
    await writeFile(path, "1\t2\t3\n");
    const error = await errorOf(movielens("100k", { dataDir: home }));
    expect(error.message.startsWith(`${path}:1: the row has 3 fields`)).toBe(true);
  });

  it.each(["", 5 as never])("cannot be %j", async (dataDir) => {
    await expect(movielens("100k", { dataDir })).rejects.toThrow(/dataDir must be the path/);
  });
});

describe("a download", () => {
  it("is put into the cache, with its README, and found there the next time", async () => {
    const address = await serveArchive();
    const notices: string[] = [];
    const first = await load(address, { onNotice: (notice) => notices.push(notice) });
    expect(first.ratings.objects()).toEqual(toyMovieLens().ratings.objects());
    expect(first.origin).toEqual({ kind: "download", location: join(cache, "ml-100k") });
    expect(notices).toEqual([expect.stringMatching(/GroupLens[\s\S]*Harper[\s\S]*Konstan/)]);
    expect(await readdir(cache)).toEqual(["ml-100k"]);
    expect((await readdir(join(cache, "ml-100k"))).sort()).toEqual(
      ["README", ...Object.keys(toyFiles())].sort(),
    );
    const second = await load("http://127.0.0.1:1/never");
    expect([second.digest, second.origin.kind]).toEqual([first.digest, "cache"]);
  });

  it("goes to ~/.cache if XDG_CACHE_HOME is no absolute path", async () => {
    vi.stubEnv("XDG_CACHE_HOME", "relative");
    vi.stubEnv("HOME", home);
    const { origin } = await load(await serveArchive());
    expect(origin.location).toBe(join(home, ".cache", "towerkit", "ml-100k"));
  });

  it("can come from another address, under the same checksum", async () => {
    const downloadUrl = await serveArchive();
    const { origin } = await loadMovieLens(formatOf(archive), { downloadUrl });
    expect(origin.kind).toBe("download");
    await rm(cache, { recursive: true });
    const other = await serve((_, response) => response.end(toyArchive({ seed: 7 })));
    const error = await errorOf(loadMovieLens(formatOf(archive), { downloadUrl: other }));
    expect(error.message).toMatch(/truncated|bigger|wrong checksum/);
  });

  it("leaves nothing behind when it fails", async () => {
    const truncating = await serve((_, response) => response.end(archive.subarray(0, 900)));
    expect((await errorOf(load(truncating))).message).toMatch(/truncated/);
    const corrupting = await serve((_, response) => {
      const corrupt = archive.slice();
      corrupt[100] ^= 1;
      response.end(corrupt);
    });
    const error = await errorOf(load(corrupting));
    expect(error.message).toMatch(/wrong checksum/);
    expect(error).not.toBeInstanceOf(NoDataError);
    const stalling = await serve((_, response) => {
      response.write(archive.subarray(0, 900));
    });
    const waits = { stall: 50 };
    expect((await errorOf(findFiles(formatOf(archive, stalling), {}, waits))).message).toMatch(
      /stopped sending/,
    );
    expect(await kept()).toEqual([]);
  });

  it("refuses an archive that climbs out of its folder, though its checksum be right", async () => {
    const climbing = zipSync({
      "../../evil": Uint8Array.of(1),
      "ml-100k/u.data": Uint8Array.of(1),
    });
    const address = await serve((_, response) => response.end(climbing));
    const error = await errorOf(loadMovieLens(formatOf(climbing, address), {}));
    expect(error.message).toMatch(/leads out of its folder: refused/);
    expect(await kept()).toEqual([]);
  });

  it("refuses an archive without one of the files", async () => {
    const { "u.item": _, ...files } = toyFiles();
    const partial = zipSync(files);
    const address = await serve((_, response) => response.end(partial));
    const error = await errorOf(loadMovieLens(formatOf(partial, address), {}));
    expect(error.message).toMatch(/u\.item: is not in the archive/);
    expect(await kept()).toEqual([]);
  });

  it("may run several times at once", async () => {
    const address = await serveArchive();
    const loads = await Promise.all(Array.from({ length: 6 }, () => load(address)));
    expect(new Set(loads.map(({ digest }) => digest)).size).toBe(1);
    expect(await readdir(cache)).toEqual(["ml-100k"]);
    const kept = await readFile(join(cache, "ml-100k", "u.data"));
    expect(new Uint8Array(kept)).toEqual(toyFiles()["u.data"]);
  });

  it("says so if the cache cannot be written", async () => {
    await writeFile(cache, "a file where the cache's folder should be");
    const error = await errorOf(load(await serveArchive()));
    expect(error.message).toMatch(/ml-100k: could not be written \(E\w+\)\. Set XDG_CACHE_HOME/);
  });

  it("stops when told to, before and during", async () => {
    const stop = new AbortController();
    const address = await serve((_, response) => {
      response.write(archive.subarray(0, 900), () => stop.abort(new Error("enough")));
    });
    await expect(load(address, { signal: stop.signal })).rejects.toThrow("enough");
    await expect(load(address, { signal: stop.signal })).rejects.toThrow("enough");
    expect(await kept()).toEqual([]);
  });

  it("needs an address of the web", async () => {
    const loading = movielens("100k", { downloadUrl: "file:///ml-100k.zip" });
    await expect(loading).rejects.toThrow(/downloadUrl must be an http or https URL/);
  });
});

describe("no data at all", () => {
  it("is an error of its own, which says what can be done", async () => {
    const error = await errorOf(load(await closedAddress()));
    expect(error).toBeInstanceOf(NoDataError);
    expect([error.name, error.code]).toEqual(["NoDataError", "ERR_DATASET"]);
    expect(error.message).toMatch(/no network.*ECONNREFUSED/);
    expect(error.message).toMatch(/set TOWERKIT_DATA_DIR to the folder that holds ml-100k\//);
    expect(error.message).toContain(cache);
  });

  it("is not what a damaged cache is", async () => {
    await writeToyMovieLens(cache);
    await rm(join(cache, "ml-100k", "u.item"));
    const error = await errorOf(load(await closedAddress()));
    expect(error).not.toBeInstanceOf(NoDataError);
    expect(error.message).toMatch(/u\.item: is missing\. This is the cache: delete/);
  });
});

describe("loading", () => {
  it("writes nothing to the terminal", async () => {
    const out = vi.spyOn(process.stdout, "write");
    const err = vi.spyOn(process.stderr, "write");
    await load(await serveArchive());
    const calls = [...out.mock.calls, ...err.mock.calls];
    expect(calls).toEqual([]);
  });
});
