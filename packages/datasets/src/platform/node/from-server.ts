import { open } from "node:fs/promises";
import { join } from "node:path";
import { DatasetError } from "@towerkit/core";
import type { MovieLensFormat } from "../../movielens/format.js";
import type { MovieLensOptions } from "../../movielens/options.js";
import { unzip } from "../../sources/zip.js";
import { md5Beside } from "./checksum-beside.js";
import { download, type Expected } from "./download.js";
import { accessToFile } from "./files.js";
import type { RequestOptions } from "./request.js";
import { UnfinishedFolder } from "./unfinished-folder.js";

type Format = MovieLensFormat<string, object>;

/**
 * Downloads a data set and unpacks it into `location`, with no more than pieces of it in memory.
 * @throws NoDataError if there is no network.
 * @throws DatasetError for whatever goes wrong after that. Nothing is kept then.
 */
export async function fetchInto(
  location: string,
  format: Format,
  { downloadUrl, onProgress, ...options }: MovieLensOptions & RequestOptions,
): Promise<void> {
  const url = new URL(downloadUrl ?? format.archive.url);
  const expected = await expectedOf(format, url, options);
  const folder = new UnfinishedFolder(location);
  try {
    const archive = await downloadInto(folder, { url, expected, onProgress, ...options });
    await unpackInto(folder, { archive, format, url, location, signal: options.signal });
    await folder.finish();
  } finally {
    await folder.clear();
  }
}

async function expectedOf(format: Format, url: URL, options: RequestOptions): Promise<Expected> {
  const { checksum } = format.archive;
  if (checksum.algorithm === "sha256") return checksum;
  return { algorithm: "md5", hex: await md5Beside(url, options) };
}

interface Download extends RequestOptions {
  readonly url: URL;
  readonly expected: Expected;
  readonly onProgress?: MovieLensOptions["onProgress"];
}

/** Returns the path of the archive. */
async function downloadInto(
  folder: UnfinishedFolder,
  { url, expected, ...options }: Download,
): Promise<string> {
  let archive: Awaited<ReturnType<typeof folder.scratchFile>> | undefined;
  try {
    await download(url, expected, {
      ...options,
      open: async () => {
        archive = await folder.scratchFile("archive.zip");
        return archive;
      },
    });
  } finally {
    await archive?.close();
  }
  return (archive as { readonly path: string }).path;
}

interface Unpacking {
  /** The path of the archive. */
  readonly archive: string;
  readonly format: Format;
  readonly url: URL;
  readonly location: string;
  readonly signal?: AbortSignal | undefined;
}

async function unpackInto(
  folder: UnfinishedFolder,
  { archive, format, url, location, signal }: Unpacking,
): Promise<void> {
  const handle = await open(archive);
  try {
    const { size } = await handle.stat();
    const files = await unzip(accessToFile(handle, size), {
      path: url.href,
      names: [...format.files, ...format.extraFiles],
      folder: format.folder,
      maximumBytes: format.archive.maximumUnpackedBytes,
    });
    const missing = format.files.find((name) => !Object.hasOwn(files, name));
    if (missing !== undefined) {
      throw new DatasetError("is not in the archive.", { file: join(location, missing) });
    }
    for (const [name, file] of Object.entries(files)) {
      await folder.write(name, file, signal);
    }
  } finally {
    await handle.close();
  }
}
