import { ConfigError, DatasetError, shown } from "@towerkit/core";
import type { MovieLensFormat } from "../movielens/format.js";
import type { FileContent, MovieLensSource, Origin } from "../movielens/options.js";
import type { FileSet, NamedFile } from "./file-set.js";
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
      format.files.map((name) => fetchFile(address.replace(/\/(?=[?#]|$)/, `/${name}`), signal)),
    );
    return { files: Object.fromEntries(format.files.map((name, i) => [name, files[i]])), origin };
  }
  const { bytes } = await fetchFile(address, signal);
  return { files: await unpacked(format, bytes, address), origin };
}

async function fetchFile(address: string, signal?: AbortSignal): Promise<NamedFile> {
  let response: Response;
  try {
    response = await fetch(address, signal === undefined ? {} : { signal });
    if (response.ok) return { path: address, bytes: new Uint8Array(await response.arrayBuffer()) };
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
  const files = await unpacked(format, await bytesOf(content), path);
  return { files, origin: { kind: "source", location: path } };
}

async function unpacked(format: Format, archive: Uint8Array, path: string): Promise<FileSet> {
  const contents = await unzip(archive, {
    path,
    names: format.files,
    folder: format.folder,
    maximumBytes: format.archive.maximumUnpackedBytes,
  });
  return allFiles(format, contents, (name) => `${path}/${name}`);
}

async function fromFileList(format: Format, list: readonly File[]): Promise<FoundFiles> {
  for (const entry of list as readonly unknown[]) {
    if (entry instanceof File) continue;
    throw new ConfigError(`source must hold Files, got ${shown(entry)} in the list.`);
  }
  const [only] = list;
  if (list.length === 1 && /\.zip$/i.test(only.name)) return fromArchive(format, only, only.name);
  const contents: Record<string, Uint8Array> = {};
  for (const file of list) {
    if (!format.files.includes(file.name)) continue;
    if (Object.hasOwn(contents, file.name)) {
      throw new DatasetError(`source holds two files named ${file.name}.`, { file: file.name });
    }
    contents[file.name] = await bytesOf(file);
  }
  return { files: allFiles(format, contents), origin: { kind: "source", location: "files" } };
}

async function fromRecord(
  format: Format,
  record: Readonly<Record<string, FileContent>>,
): Promise<FoundFiles> {
  const contents: Record<string, Uint8Array> = {};
  for (const name of format.files) {
    if (!Object.hasOwn(record, name)) continue;
    if (!isContent(record[name])) {
      throw new ConfigError(
        `source["${name}"] must be an ArrayBuffer, a Uint8Array or a Blob, got ${shown(record[name])}.`,
      );
    }
    contents[name] = await bytesOf(record[name]);
  }
  return { files: allFiles(format, contents), origin: { kind: "source", location: "files" } };
}

/** @throws DatasetError naming the files that are missing. */
function allFiles(
  format: Format,
  contents: Readonly<Record<string, Uint8Array>>,
  pathOf = (name: string): string => name,
): FileSet {
  const missing = format.files.filter((name) => !Object.hasOwn(contents, name));
  if (missing.length > 0) {
    throw new DatasetError(
      `is missing; MovieLens ${format.name} needs ${format.files.join(", ")}.`,
      { file: pathOf(missing[0]), further: missing.length - 1 },
    );
  }
  return Object.fromEntries(
    format.files.map((name) => [name, { path: pathOf(name), bytes: contents[name] }]),
  );
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

async function bytesOf(content: FileContent): Promise<Uint8Array> {
  if (content instanceof Uint8Array) return content;
  return new Uint8Array(content instanceof ArrayBuffer ? content : await content.arrayBuffer());
}
