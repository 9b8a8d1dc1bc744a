import type { FileSet } from "../sources/file-set.js";

/** An archive on GroupLens's server. */
export interface Archive {
  readonly url: string;
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
  /** What its files may take up unpacked, in bytes: more is refused. */
  readonly maximumUnpackedBytes: number;
}

/** What tells one MovieLens data set from another: where it is, which files it has, how to read them. */
export interface MovieLensFormat<Name extends string, Tables extends object> {
  readonly name: Name;
  /** The folder in a data folder, in the cache and in the archive. */
  readonly folder: string;
  readonly archive: Archive;
  /** All needed; the reader reads no other. */
  readonly files: readonly string[];
  /** Kept beside the files in the cache, and not read. */
  readonly extraFiles: readonly string[];
  /** The files whose bytes, in this order, the digest is of. */
  readonly digestFiles: readonly string[];
  /** Licence and citation, for a person to read. */
  readonly notice: string;
  /** @throws DatasetError naming file and line. */
  read(files: FileSet, onRead: (bytes: number) => void): Tables;
}
