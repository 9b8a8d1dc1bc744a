import { DatasetError } from "@towerkit/core";
import type { MovieLensFormat } from "../movielens/format.js";
import type { FoundFiles } from "../sources/source.js";
import { createSha256 } from "./browser/sha256.js";
import { digestOf } from "./sha256.js";
import type { UnpackBrotli } from "./unpack-brotli.js";

export { createSha256 };

/** SHA-256 of some bytes one after another, in hexadecimal. */
export const sha256 = (parts: readonly Uint8Array[]): string => digestOf(createSha256(), parts);

/** A page reads URLs of its own server. */
export { fetchBytes as readLocation } from "./fetch-bytes.js";

/** A page has no data folder, and GroupLens's server does not let pages fetch from it. */
export async function findFiles(format: MovieLensFormat<string, object>): Promise<FoundFiles> {
  throw new DatasetError(
    `In a browser MovieLens ${format.name} must be given: movielens("${format.name}", { source }), where ` +
      `source is ${format.folder}.zip or its files (from a file input, say), or a URL of your own ` +
      `server. It can be had from ${format.archive.url}`,
  );
}

/** Pages are given none that says how long the result is, or stops at a length. */
export const unpackBrotli: UnpackBrotli | undefined = undefined;
