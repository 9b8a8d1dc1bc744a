import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { datasetError } from "../../../test/changed-files.js";
import { closedAddress, serve } from "../../../test/serve.js";
import { movielens } from "../../movielens/movielens.js";
import { NoDataError } from "../../no-data-error.js";
import { toyArchive, toyFiles, toyMovieLens } from "../../testing.js";

let cache: string;

beforeEach(() => {
  const home = temporaryFolder();
  cache = join(home, "towerkit");
  vi.stubEnv("XDG_CACHE_HOME", home);
  vi.stubEnv("TOWERKIT_DATA_DIR", "");
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("an archive with its checksum beside it", () => {
  const csvArchive = toyArchive({ dataset: "32m" });
  const md5 = createHash("md5").update(csvArchive).digest("hex");

  /** Serves the archive, and `text` as what lies beside it; loads from there. */
  async function loadBeside(text: string, sent = csvArchive) {
    const address = await serve(({ url }, response) => {
      if (url === "/ml-32m.zip") response.end(sent);
      else if (url === "/ml-32m.zip.md5") response.end(text);
      else response.writeHead(404).end();
    });
    return movielens("32m", { downloadUrl: `${address}/ml-32m.zip` });
  }

  it.each([
    ["as GroupLens has it", `MD5 (ml-32m.zip) = ${md5}\n`],
    ["as md5sum writes it", `${md5.toUpperCase()}  ml-32m.zip\n`],
  ])("is taken if they agree, %s", async (_, text) => {
    const { ratings, tags, origin } = await loadBeside(text);
    const made = toyMovieLens({ dataset: "32m" });
    expect(ratings.objects()).toEqual(made.ratings.objects());
    expect(tags.objects()).toEqual(made.tags.objects());
    expect(origin).toEqual({ kind: "download", location: join(cache, "ml-32m") });
    expect((await readdir(join(cache, "ml-32m"))).sort()).toEqual(
      ["README.txt", ...Object.keys(toyFiles({ dataset: "32m" }))].sort(),
    );
  });

  it("is refused if they do not", async () => {
    const other = toyArchive({ dataset: "32m", seed: 7 });
    const error = await datasetError(loadBeside(md5, other));
    expect(error.message).toMatch(/the archive has the wrong checksum: MD5 [0-9a-f]{32}, expected/);
    expect((await datasetError(loadBeside("<html>"))).message).toMatch(
      /ml-32m\.zip\.md5: holds no MD5 checksum/,
    );
    expect(await readdir(cache)).toEqual([]);
  });

  it("is not asked for without a network", async () => {
    const loading = movielens("latest", { downloadUrl: `${await closedAddress()}/ml-latest.zip` });
    expect(await datasetError(loading)).toBeInstanceOf(NoDataError);
  });

  it("is refused if there is no checksum", async () => {
    const address = await serve(({ url }, response) => {
      if (url === "/ml-latest.zip") response.end(toyArchive({ dataset: "latest" }));
      else response.writeHead(404).end();
    });
    const error = await datasetError(
      movielens("latest", { downloadUrl: `${address}/ml-latest.zip` }),
    );
    expect(error.message).toMatch(/ml-latest\.zip\.md5: the server answered 404/);
  });
});
