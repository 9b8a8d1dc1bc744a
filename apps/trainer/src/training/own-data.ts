import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { ConfigError, DatasetError } from "@towerkit/core";
import {
  type InteractionRow,
  interactions,
  type Profile,
  profile,
  type Table,
} from "@towerkit/datasets";
import { UsageError } from "../cli/failures.js";
import type { OwnFileColumns } from "../cli/own-file.js";
import { grouped } from "../output/numbers.js";

/** Anyone's interactions, and where they come from. */
export interface OwnData {
  /** The file's, without its folder. */
  readonly name: string;
  readonly origin: { readonly kind: "file"; readonly location: string };
  /** SHA-256 of the file. */
  readonly digest: string;
  /** `user_id`, `item_id`, and `timestamp` and `user_rating` where their columns were named. */
  readonly interactions: Table<InteractionRow>;
}

/**
 * Reads a CSV, Parquet or Arrow file.
 * @throws UsageError if a column that the command line names is not there.
 * @throws DatasetError naming file and line (or row) for whatever is wrong within the file.
 */
export async function loadOwnData(file: string, options: OwnFileColumns): Promise<OwnData> {
  await checkFile(file);
  const table = await interactions(file, options).catch((error) => {
    throw inWordsOfTheCommandLine(error);
  });
  return {
    name: basename(file),
    origin: { kind: "file", location: file },
    digest: await sha256Of(file),
    interactions: table,
  };
}

/** What is in the interactions. */
export function profileOwnData({ interactions: table }: OwnData): Profile {
  return profile(table, { item: "item_id" });
}

/** One line that says what data this is. */
export function describeOwnData(data: OwnData): string {
  const { rows, items, users, from, to } = profileOwnData(data);
  const span = from === undefined ? "" : `, ${from.slice(0, 10)} to ${to?.slice(0, 10)}`;
  return `Your data from ${data.origin.location}: ${grouped(rows)} interactions of ${grouped(items)} items by ${grouped(users)} users${span}.`;
}

async function checkFile(file: string): Promise<void> {
  if (/^(https?|file):/.test(file)) {
    throw new UsageError(`${file}: give the path of a file on this machine, not a URL.`);
  }
  // It is read twice, the second time for its digest, and a pipe gives its bytes only once.
  const found = await stat(file).catch(() => undefined);
  if (found !== undefined && !found.isFile() && !found.isDirectory()) {
    throw new DatasetError("this is no file that can be read twice; save it first.", { file });
  }
}

/** The library's errors name its own options: `user`, `onDuplicate`. */
function inWordsOfTheCommandLine(error: unknown): unknown {
  if (error instanceof ConfigError) return new UsageError(`--${error.message}`, { cause: error });
  if (error instanceof DatasetError) {
    return new DatasetError(
      error.message.replace(
        'give onDuplicate: "keep" or "last"',
        "give --on-duplicate keep or last",
      ),
      {},
      { cause: error },
    );
  }
  return error;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest("hex");
}
