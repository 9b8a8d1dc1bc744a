import { DatasetError } from "@towerkit/core";

/** A library's error as one that says which file it is about. */
export function unreadable(name: string, kind: string, cause: unknown): DatasetError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new DatasetError(`this is no readable ${kind} file: ${why}`, { file: name }, { cause });
}
