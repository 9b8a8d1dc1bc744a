/** The system's code for what went wrong, e.g. `"ENOENT"`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

/** Why the system refused, in words where there are some. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error) ?? "";
  return REASONS.get(code) ?? (error instanceof Error ? error.message : String(error));
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "the disk is read-only"],
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "the disk quota is used up"],
  ["EEXIST", "there is a file of that name"],
  ["ENOTDIR", "a file stands where a folder should be"],
  ["EISDIR", "a folder stands where a file should be"],
  ["EIO", "the disk fails"],
]);
