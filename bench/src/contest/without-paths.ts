/** A message with file names only: results are published, and whose machine it was is nobody's matter. */
export function withoutPaths(message: string): string {
  return message.replace(
    /(?<![\w/.-])(?:file:\/\/)?(?:\/[^\s/:()'"`,;]+)+\/([^\s/:()'"`,;]+)/g,
    "$1",
  );
}
