/** How the rows of a file are laid out. */
export interface RowLayout {
  /** UTF-8 files may have fields in quotes, as comma-separated values have. */
  readonly encoding: "latin-1" | "UTF-8";
  /** One or two ASCII characters. */
  readonly separator: string;
  /** The names in the first row, if it holds names. */
  readonly header?: readonly string[];
  readonly fields: number;
  /** What the fields are, for messages. */
  readonly description: string;
}
