import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { DatasetError } from "@towerkit/core";
import type { MovieLensFormat } from "../../movielens/format.js";
import type { MovieLensOptions } from "../../movielens/options.js";
import { NoDataError } from "../../no-data-error.js";
import type { FileSet } from "../../sources/file-set.js";
import type { FoundFiles } from "../../sources/source.js";
import type { Waits } from "./exchange.js";
import { filesOfFolder, folderExists } from "./folders.js";
import { fetchInto } from "./from-server.js";

type Format = MovieLensFormat<string, object>;

/**
 * Finds a data set on disk, or downloads it: the folder that `dataDir` names, else the one that
 * `TOWERKIT_DATA_DIR` names, else the cache, else the archive's server.
 */
export async function findFiles(
  format: Format,
  options: MovieLensOptions,
  waits?: Partial<Waits>,
): Promise<FoundFiles> {
  const { dataDir } = options;
  if (dataDir !== undefined) return fromDataFolder(format, dataDir, "dataDir");
  const { TOWERKIT_DATA_DIR } = process.env;
  if (TOWERKIT_DATA_DIR) return fromDataFolder(format, TOWERKIT_DATA_DIR, "TOWERKIT_DATA_DIR");
  const cache = cacheFolder();
  const location = join(cache, format.folder);
  if (await folderExists(location)) {
    return { files: await cachedFiles(format, location), origin: { kind: "cache", location } };
  }
  return fromServer(format, { ...options, cache }, waits);
}

async function fromDataFolder(
  format: Format,
  dataDir: string,
  setting: string,
): Promise<FoundFiles> {
  const location = join(resolve(dataDir), format.folder);
  if (!(await folderExists(location))) {
    throw new DatasetError(
      `there is no folder ${location}. ${setting} is "${dataDir}"; it must be a folder that holds ${format.folder}/.`,
      { file: location },
    );
  }
  const help = `${setting} is "${dataDir}"; MovieLens ${format.name} needs ${format.files.join(", ")}.`;
  return {
    files: await filesOfFolder(location, { names: format.files, help }),
    origin: { kind: "folder", location },
  };
}

function cacheFolder(): string {
  const { XDG_CACHE_HOME } = process.env;
  // The XDG specification has relative paths ignored.
  const base =
    XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), ".cache");
  return join(base, "towerkit");
}

async function fromServer(
  format: Format,
  { cache, ...options }: MovieLensOptions & { readonly cache: string },
  waits?: Partial<Waits>,
): Promise<FoundFiles> {
  const location = join(cache, format.folder);
  await fetchInto(location, format, { ...options, waits }).catch((error: unknown) => {
    throw error instanceof NoDataError ? nothingAnywhere(format, { cache, error }) : error;
  });
  options.onNotice?.(format.notice);
  return { files: await cachedFiles(format, location), origin: { kind: "download", location } };
}

async function cachedFiles(format: Format, location: string): Promise<FileSet> {
  const help = `This is the cache: delete ${location} to have it downloaded again.`;
  return filesOfFolder(location, { names: format.files, help });
}

function nothingAnywhere(
  format: Format,
  { cache, error }: { readonly cache: string; readonly error: NoDataError },
): NoDataError {
  return new NoDataError(
    `MovieLens ${format.name} is not here and there is no network to get it over: ${error.message} ` +
      `Neither dataDir nor TOWERKIT_DATA_DIR is set, and the cache (${cache}) has no ${format.folder}. ` +
      `Unpack ${format.archive.url} and set TOWERKIT_DATA_DIR to the folder that holds ` +
      `${format.folder}/, or use synthetic().`,
    {},
    { cause: error },
  );
}
