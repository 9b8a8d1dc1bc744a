import type { FileSet } from "../sources/file-set.js";

/** What tells that a download is the archive that was asked for. */
export type Checksum =
  | { readonly algorithm: "sha256"; readonly hex: string; readonly bytes: number }
  /** GroupLens keeps it in a file beside the archive, of the archive's name and `.md5`. */
  | { readonly algorithm: "md5"; readonly besideArchive: true };

/** An archive on GroupLens's server. */
export interface Archive {
  readonly url: string;
  readonly checksum: Checksum;
  /** What its files may take up unpacked, in bytes: more is refused. */
  readonly maximumUnpackedBytes: number;
}

/** What tells one MovieLens data set from another: where it is, which files it has, how to read them. */
export interface MovieLensFormat<Name extends string, Tables extends object> {
  readonly name: Name;
  /** The folder in a data folder, in the cache and in the archive. */
  readonly folder: string;
  readonly archive: Archive;
  /** All needed; the reader reads no other, and each of these once. */
  readonly files: readonly string[];
  /** Kept beside the files in the cache, and not read. */
  readonly extraFiles: readonly string[];
  /** The files whose bytes, in this order, the digest is of. */
  readonly digestFiles: readonly string[];
  /** Licence and citation, for a person to read. */
  readonly notice: string;
  /** @throws DatasetError naming file and line. */
  read(files: FileSet): Promise<Tables>;
}
