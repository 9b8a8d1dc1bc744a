import { DatasetError } from "@towerkit/core";
import { type ByteChunks, eachChunk } from "./byte-chunks.js";
import type { RecordCursor } from "./record-cursor.js";

/** Longer than any row can sensibly be: only a quote that nothing closes makes one. */
const MOST_BYTES = 1 << 20;

export interface ReadRecordsOptions {
  /** How messages name the file. */
  readonly path: string;
  /** Called with the cursor on each record in turn. */
  readonly onRecord: (record: RecordCursor) => void;
}

/**
 * Walks a cursor over all records of a file.
 * @throws DatasetError if a record is longer than 1 MiB, so that no file can use up the memory.
 */
export async function readRecords(
  chunks: ByteChunks,
  record: RecordCursor,
  { path, onRecord }: ReadRecordsOptions,
): Promise<void> {
  let line = 1;
  const readAll = (): void => {
    while (record.next()) {
      line = record.nextLine;
      onRecord(record);
    }
  };
  for await (const chunk of eachChunk(chunks)) {
    record.push(chunk);
    readAll();
    if (record.pendingBytes > MOST_BYTES) {
      throw new DatasetError(
        "the row that starts here is longer than 1 MiB: is a quote not closed, or is this no text?",
        { file: path, line },
      );
    }
  }
  record.finish();
  readAll();
}
