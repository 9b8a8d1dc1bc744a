import { ConfigError, shown } from "@towerkit/core";
import { findFiles, sha256 } from "#platform";
import { filesOfSource } from "../sources/source.js";
import type { MovieLensFormat } from "./format.js";
import type { MovieLensOptions, Origin } from "./options.js";

/** What every loaded data set has beside its tables. */
export interface Loaded<Name extends string> {
  readonly name: Name;
  readonly origin: Origin;
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
  signal?.throwIfAborted();
  const total = format.files.reduce((sum, name) => sum + files[name].bytes.length, 0);
  let done = 0;
  const tables = format.read(files, (bytes) => {
    done += bytes;
    onProgress?.({ kind: "parse", done, total });
  });
  const digest = sha256(format.digestFiles.map((name) => files[name].bytes));
  return { ...tables, name: format.name, origin, digest, synthetic: false };
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
