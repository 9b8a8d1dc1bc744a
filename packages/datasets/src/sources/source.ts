import { ConfigError, DatasetError, shown } from "@towerkit/core";
import type { MovieLensFormat } from "../movielens/format.js";
import type { FileContent, MovieLensSource, Origin } from "../movielens/options.js";
import type { FileSet, NamedFile } from "./file-set.js";
import { accessTo, fileOf } from "./random-access.js";
import { unzip } from "./zip.js";

/** A data set's files, and where they are from. */
export interface FoundFiles {
  readonly files: FileSet;
  readonly origin: Origin;
}

type Format = Pick<MovieLensFormat<string, object>, "name" | "folder" | "files" | "archive">;

/**
 * Takes the files of a data set out of what the caller gave as `source`.
 * @throws DatasetError if a file is missing, or an archive or a URL cannot be read.
 * @throws ConfigError if it is nothing that can hold files.
 */
export async function filesOfSource(
  format: Format,
  source: MovieLensSource,
  signal?: AbortSignal,
): Promise<FoundFiles> {
  if (typeof source === "string" || source instanceof URL) return fromUrl(format, source, signal);
  if (isContent(source)) return fromArchive(format, source, nameOf(source) ?? "the archive");
  if (isFileList(source)) return fromFileList(format, [...source]);
  if (source !== null && typeof source === "object") return fromRecord(format, source);
  throw new ConfigError(
    `source must be an archive, files or a URL, got ${shown(source)}. To read a folder on disk, give dataDir.`,
  );
}

async function fromUrl(
  format: Format,
  url: string | URL,
  signal?: AbortSignal,
): Promise<FoundFiles> {
  const address = String(url);
  const origin: Origin = { kind: "source", location: address };
  if (/\/([?#]|$)/.test(address)) {
    const files = await Promise.all(
      format.files.map(async (name) => {
        const path = address.replace(/\/(?=[?#]|$)/, `/${name}`);
        return [name, fileOf(path, await fetched(path, signal))] as const;
      }),
    );
    return { files: Object.fromEntries(files), origin };
  }
  return { files: await unpacked(format, await fetched(address, signal), address), origin };
}

/** A `Blob` need not be in memory: browsers keep big ones on disk. */
async function fetched(address: string, signal?: AbortSignal): Promise<Blob> {
  let response: Response;
  try {
    response = await fetch(address, signal === undefined ? {} : { signal });
    if (response.ok) return await response.blob();
  } catch (cause) {
    signal?.throwIfAborted();
    throw new DatasetError(
      "could not be fetched. In a page a URL must be of the page's own server; elsewhere it must be whole.",
      { file: address },
      { cause },
    );
  }
  throw new DatasetError(`the server answered ${response.status} ${response.statusText}.`, {
    file: address,
  });
}

async function fromArchive(
  format: Format,
  content: FileContent,
  path: string,
): Promise<FoundFiles> {
  const files = await unpacked(format, content, path);
  return { files, origin: { kind: "source", location: path } };
}

async function unpacked(format: Format, archive: FileContent, path: string): Promise<FileSet> {
  const files = await unzip(accessTo(archive), {
    path,
    names: format.files,
    folder: format.folder,
    maximumBytes: format.archive.maximumUnpackedBytes,
  });
  return allFiles(format, files, (name) => `${path}/${name}`);
}

async function fromFileList(format: Format, list: readonly File[]): Promise<FoundFiles> {
  for (const entry of list as readonly unknown[]) {
    if (entry instanceof File) continue;
    throw new ConfigError(`source must hold Files, got ${shown(entry)} in the list.`);
  }
  const [only] = list;
  if (list.length === 1 && /\.zip$/i.test(only.name)) return fromArchive(format, only, only.name);
  const files: Record<string, NamedFile> = {};
  for (const file of list) {
    if (!format.files.includes(file.name)) continue;
    if (Object.hasOwn(files, file.name)) {
      throw new DatasetError(`source holds two files named ${file.name}.`, { file: file.name });
    }
    files[file.name] = fileOf(file.name, file);
  }
  return { files: allFiles(format, files), origin: { kind: "source", location: "files" } };
}

function fromRecord(format: Format, record: Readonly<Record<string, FileContent>>): FoundFiles {
  const files: Record<string, NamedFile> = {};
  for (const name of format.files) {
    if (!Object.hasOwn(record, name)) continue;
    if (!isContent(record[name])) {
      throw new ConfigError(
        `source["${name}"] must be an ArrayBuffer, a Uint8Array or a Blob, got ${shown(record[name])}.`,
      );
    }
    files[name] = fileOf(name, record[name]);
  }
  return { files: allFiles(format, files), origin: { kind: "source", location: "files" } };
}

/** @throws DatasetError naming the files that are missing. */
function allFiles(
  format: Format,
  files: FileSet,
  pathOf = (name: string): string => name,
): FileSet {
  const missing = format.files.filter((name) => !Object.hasOwn(files, name));
  if (missing.length > 0) {
    throw new DatasetError(
      `is missing; MovieLens ${format.name} needs ${format.files.join(", ")}.`,
      { file: pathOf(missing[0]), further: missing.length - 1 },
    );
  }
  return files;
}

function isContent(value: unknown): value is FileContent {
  return value instanceof ArrayBuffer || value instanceof Uint8Array || value instanceof Blob;
}

function isFileList(value: object | null): value is Iterable<File> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function nameOf(content: FileContent): string | undefined {
  return content instanceof Blob && "name" in content ? String(content.name) : undefined;
}
