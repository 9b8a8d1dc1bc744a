import { BundleError } from "@towerkit/core";
import {
  MANIFEST_FILE,
  type Manifest,
  type ModelManifest,
  type PartEntry,
  type PartKind,
} from "../manifest/manifest.js";
import { readManifest, readModelManifest } from "../manifest/read-manifest.js";
import type { ReadableFolder } from "./folder.js";

/** What fits into one string of JavaScript. */
export const LARGEST_MANIFEST = 2 ** 29 - 24;

/** A manifest, and those of its parts that were asked for. */
export interface OpenedBundle<M = Manifest> {
  readonly manifest: M;
  /** SHA-256 of the manifest. */
  readonly digest: string;
  /** Verified. Parts that the bundle does not have are not there. */
  readonly parts: ReadonlyMap<PartKind, Uint8Array>;
}

export type Sha256 = (bytes: Uint8Array) => Promise<string>;

/**
 * Opens a bundle: the manifest first, then parts of that manifest only. Where one is gone because
 * the bundle was saved anew in between, the new manifest is read instead, once.
 *
 * @throws BundleError naming the part that is missing or damaged.
 */
export async function openBundle(
  folder: ReadableFolder,
  wanted: readonly PartKind[],
  sha256: Sha256,
): Promise<OpenedBundle> {
  return open(folder, { wanted, read: readManifest }, sha256);
}

/** Opens the bundle of a model of rows, as `openBundle` opens that of a recommender. */
export async function openModel(
  folder: ReadableFolder,
  sha256: Sha256,
): Promise<OpenedBundle<ModelManifest>> {
  return open(folder, { wanted: ["weights"], read: readModelManifest }, sha256);
}

type PartEntries = { readonly [K in PartKind]?: PartEntry };

interface Opening<M> {
  readonly wanted: readonly PartKind[];
  readonly read: (bytes: Uint8Array) => M;
}

async function open<M extends { readonly parts: PartEntries }>(
  folder: ReadableFolder,
  { wanted, read }: Opening<M>,
  sha256: Sha256,
): Promise<OpenedBundle<M>> {
  const first = await manifestOf(folder, read, sha256);
  try {
    return { ...first, parts: await partsOf(folder, { ...first, wanted }, sha256) };
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    const second = await manifestOf(folder, read, sha256);
    if (second.digest === first.digest) throw error;
    return { ...second, parts: await partsOf(folder, { ...second, wanted }, sha256) };
  }
}

/** Reads a part that a manifest names, and checks that it is the one. */
export async function readPart(
  folder: ReadableFolder,
  { file, bytes: size, sha256: digest }: { file: string; bytes: number; sha256: string },
  sha256: Sha256,
): Promise<Uint8Array> {
  const bytes = await folder.read(file, { atMost: size });
  if (bytes === undefined) {
    throw new MissingPart(
      `${file} is missing from ${folder.location}; if it was just saved anew, open it again.`,
      file,
    );
  }
  if (bytes.length !== size) {
    throw new BundleError(`${file} has ${bytes.length} bytes instead of ${size}: cut short.`, file);
  }
  if ((await sha256(bytes)) !== digest) {
    throw new BundleError(`${file} is damaged: its bytes are not those that were saved.`, file);
  }
  return bytes;
}

async function manifestOf<M>(
  folder: ReadableFolder,
  read: Opening<M>["read"],
  sha256: Sha256,
): Promise<Omit<OpenedBundle<M>, "parts">> {
  const bytes = await folder.read(MANIFEST_FILE, { atMost: LARGEST_MANIFEST });
  if (bytes === undefined) {
    throw new BundleError(
      `there is no bundle at ${folder.location}: it has no ${MANIFEST_FILE}.`,
      MANIFEST_FILE,
    );
  }
  return { manifest: read(bytes), digest: await sha256(bytes) };
}

async function partsOf(
  folder: ReadableFolder,
  {
    manifest,
    wanted,
  }: { readonly manifest: { readonly parts: PartEntries }; readonly wanted: readonly PartKind[] },
  sha256: Sha256,
): Promise<ReadonlyMap<PartKind, Uint8Array>> {
  const there = wanted.flatMap((kind) => {
    const entry = manifest.parts[kind];
    return entry === undefined ? [] : [{ kind, entry }];
  });
  const read = there.map(
    async ({ kind, entry }) => [kind, await readPart(folder, entry, sha256)] as const,
  );
  return new Map(await Promise.all(read));
}

/** A part that was not found: perhaps the bundle has been replaced since its manifest was read. */
class MissingPart extends BundleError {}
