/** A file's bytes, and how messages name it. */
export interface NamedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The files of a data set, by their names in its folder. */
export type FileSet = Readonly<Record<string, NamedFile>>;
