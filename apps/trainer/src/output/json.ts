import { writeFile } from "node:fs/promises";
import type { ZodType } from "zod";
import type { Io } from "../cli/io.js";

/** Standard output, where a file's name is asked for. */
export const STDOUT = "-";

/**
 * Writes a result as JSON, after checking it against its schema. Numbers are never rounded.
 * @param file - a path, or `-` for standard output.
 */
export async function writeJson<T>(
  io: Io,
  file: string,
  schema: ZodType<T>,
  value: T,
): Promise<void> {
  const text = `${JSON.stringify(schema.parse(value), null, 2)}\n`;
  if (file === STDOUT) io.stdout.write(text);
  else await writeFile(file, text);
}
