/** Changes the directory entry of a file in a ZIP archive. */
export function withDirectoryEntry(
  archive: Uint8Array,
  name: string,
  change: (entry: DataView) => void,
): Uint8Array {
  const copy = archive.slice();
  const view = new DataView(copy.buffer);
  const text = String.fromCharCode(...copy);
  // The directory comes last, so the last mention of a name is there, 46 bytes into its entry.
  change(new DataView(view.buffer, text.lastIndexOf(name) - 46));
  return copy;
}

/** Where a directory entry keeps what, in bytes from its start. */
export const entryOffsets = {
  method: 10,
  crc32: 16,
  packedBytes: 20,
  unpackedBytes: 24,
  header: 42,
};
