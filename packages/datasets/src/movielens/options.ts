/** How far a load has come, in bytes. */
export interface LoadProgress {
  readonly kind: "download" | "parse";
  readonly done: number;
  /** 0 for a download whose size the server does not tell. */
  readonly total: number;
}

/** One file's bytes, or an archive's. */
export type FileContent = ArrayBuffer | Uint8Array | Blob;

/**
 * Where the files are, when they are not on disk:
 * - an archive, in memory or as a `Blob` or `File`;
 * - files, as a list of `File`s (a page's `FileList`, say) or by name;
 * - a URL of one's own server, of an archive, or, where it ends with `/`, of the folder.
 */
export type MovieLensSource =
  | string
  | URL
  | FileContent
  | Iterable<File>
  | Readonly<Record<string, FileContent>>;

/** Where to look for a data set, and whom to tell what happens. */
export interface MovieLensOptions {
  /**
   * A folder that holds `ml-100k/`, `ml-1m/` and so on. Default: the environment variable `TOWERKIT_DATA_DIR`, else the
   * cache, else a download. Node only.
   */
  readonly dataDir?: string;
  /** The files themselves: the only way in a browser, which cannot fetch from GroupLens. */
  readonly source?: MovieLensSource;
  /**
   * Where to download the archive from, in place of GroupLens. Its checksum stays the same; for `32m`
   * and `latest` it is read from beside the archive, in a file of its name and `.md5`.
   */
  readonly downloadUrl?: string | URL;
  /** Stops the load; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Told the licence and the citation of what is downloaded, as text to show to a person. */
  readonly onNotice?: (notice: string) => void;
}

/** Where a data set was found. */
export interface Origin {
  readonly kind: "folder" | "cache" | "download" | "source";
  /** A folder, a URL, or what kind of source was given. */
  readonly location: string;
}
