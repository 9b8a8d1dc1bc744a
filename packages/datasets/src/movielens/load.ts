import { ConfigError, shown } from "@towerkit/core";
import { findFiles } from "#platform";
import { filesOfSource } from "../sources/source.js";
import type { MovieLensFormat } from "./format.js";
import { ObservedFiles } from "./observed-files.js";
import type { MovieLensOptions, Origin } from "./options.js";

/** What every loaded data set has beside its tables. */
export interface Loaded<Name extends string> {
  readonly name: Name;
  readonly origin: Origin;
  /**
   * SHA-256, in hexadecimal, of the bytes of the files one after another: of `u.data`, `u.item` and
   * `u.user`; of `movies.dat`, `users.dat` and `ratings.dat`; or of `movies.csv`, `links.csv`,
   * `tags.csv` and `ratings.csv`.
   */
  readonly digest: string;
  readonly synthetic: false;
}

/** Finds the files of a data set and reads them; `movielens` says where it looks. */
export async function loadMovieLens<Name extends string, Tables extends object>(
  format: MovieLensFormat<Name, Tables>,
  options: MovieLensOptions,
): Promise<Tables & Loaded<Name>> {
  checkOptions(options);
  const { source, signal, onProgress } = options;
  signal?.throwIfAborted();
  const { files, origin } =
    source === undefined
      ? await findFiles(format, options)
      : await filesOfSource(format, source, signal);
  const observed = new ObservedFiles(files, {
    digestOrder: format.digestFiles,
    signal,
    onProgress,
  });
  const tables = await format.read(observed.files);
  signal?.throwIfAborted();
  return { ...tables, name: format.name, origin, digest: observed.digest(), synthetic: false };
}

function checkOptions({ dataDir, source, downloadUrl }: MovieLensOptions): void {
  if (dataDir !== undefined && (typeof dataDir !== "string" || dataDir === "")) {
    throw new ConfigError(`dataDir must be the path of a folder, got ${shown(dataDir)}.`);
  }
  if (dataDir !== undefined && source !== undefined) {
    throw new ConfigError("give dataDir or source, not both: each says where the files are.");
  }
  if (downloadUrl !== undefined && !/^https?:\/\/./.test(String(downloadUrl))) {
    throw new ConfigError(`downloadUrl must be an http or https URL, got ${shown(downloadUrl)}.`);
  }
}
