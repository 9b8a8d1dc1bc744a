import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { DatasetError } from "@towerkit/core";
import type { MovieLensFormat } from "../../movielens/format.js";
import type { MovieLensOptions } from "../../movielens/options.js";
import { NoDataError } from "../../no-data-error.js";
import type { FileSet } from "../../sources/file-set.js";
import type { FoundFiles } from "../../sources/source.js";
import { unzip } from "../../sources/zip.js";
import { download } from "./download.js";
import type { Waits } from "./exchange.js";
import { folderExists, readFolder, writeFolder } from "./folders.js";

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
    const help = `This is the cache: delete ${location} to have it downloaded again.`;
    return {
      files: await readFolder(location, { names: format.files, help }),
      origin: { kind: "cache", location },
    };
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
    files: await readFolder(location, { names: format.files, help }),
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
  { downloadUrl, signal, onProgress, onNotice, cache }: MovieLensOptions & { cache: string },
  waits?: Partial<Waits>,
): Promise<FoundFiles> {
  const url = new URL(downloadUrl ?? format.archive.url);
  const archive = await download(url, format.archive, { signal, onProgress, waits }).catch(
    (error: unknown) => {
      throw error instanceof NoDataError ? nothingAnywhere(format, { cache, error }) : error;
    },
  );
  const contents = await unzip(archive, {
    path: url.href,
    names: [...format.files, ...format.extraFiles],
    folder: format.folder,
    maximumBytes: format.archive.maximumUnpackedBytes,
  });
  signal?.throwIfAborted();
  const location = join(cache, format.folder);
  const files = namedFiles(format, contents, location);
  await writeFolder(location, contents);
  onNotice?.(format.notice);
  return { files, origin: { kind: "download", location } };
}

function namedFiles(
  format: Format,
  contents: Readonly<Record<string, Uint8Array>>,
  location: string,
): FileSet {
  const files: Record<string, FileSet[string]> = {};
  for (const name of format.files) {
    const path = join(location, name);
    if (!Object.hasOwn(contents, name))
      throw new DatasetError("is not in the archive.", { file: path });
    files[name] = { path, bytes: contents[name] };
  }
  return files;
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
