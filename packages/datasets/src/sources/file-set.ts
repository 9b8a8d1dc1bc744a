/** A file that is read in pieces, and how messages name it. */
export interface NamedFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Reads the file from its start. A piece is good until the next is asked for. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** The files of a data set, by their names in its folder. */
export type FileSet = Readonly<Record<string, NamedFile>>;
