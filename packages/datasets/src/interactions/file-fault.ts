/** Why a Parquet or Arrow file cannot be read. Whoever knows the file's name adds it. */
export class FileFault extends Error {}

/** @throws FileFault unless the condition holds. */
export function ensure(condition: boolean, message: string): asserts condition {
  if (!condition) throw new FileFault(message);
}
