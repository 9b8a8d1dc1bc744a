/** Where a bundle is read from. */
export interface ReadableFolder {
  /** For messages. */
  readonly location: string;
  /**
   * Reads a file of the folder.
   * @param atMost - more bytes than these are not read.
   * @returns `undefined` where there is no such file.
   * @throws BundleError if it is larger, or cannot be read, or lies outside of the folder.
   */
  read(file: string, options: { readonly atMost: number }): Promise<Uint8Array | undefined>;
}

/** Where a bundle is written to. */
export interface WritableFolder extends ReadableFolder {
  /**
   * Keeps everyone else out who takes the same lock: by default, every other writer of a bundle.
   * @returns what lets them in again.
   * @throws BundleError if there is one already.
   */
  lock(options?: LockOptions): Promise<() => Promise<void>>;
  /** Puts a file in place, whole and flushed to the disk, in one step. */
  write(file: string, bytes: Uint8Array): Promise<void>;
  /** Flushes the folder itself, so that the files in it are found after a power failure. */
  flush(): Promise<void>;
  list(): Promise<readonly string[]>;
  remove(file: string): Promise<void>;
}

/** Which lock of a folder is taken. */
export interface LockOptions {
  /** Its name. Default: that of who writes a bundle. */
  readonly file?: string;
  /** What whoever holds it does, for errors. Default `"the bundle is being written"`. */
  readonly what?: string;
}
