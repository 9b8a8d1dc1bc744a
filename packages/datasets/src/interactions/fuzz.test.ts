import { createGenerator, DatasetError, TowerkitError } from "@towerkit/core";
import {
  columnFromArray,
  dictionary,
  float64,
  tableFromColumns,
  tableToIPC,
  utf8,
} from "@uwdata/flechette";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { mutate } from "../../test/mutate.js";
import { overwrite } from "../../test/overwrite.js";
import { interactions } from "./interactions.js";

const FILES = 10_000;
/** A file takes about a millisecond; one that takes this long would be stuck. */
const TOO_LONG = 2000;

const options = { user: "who", item: "what", time: "when", rating: "stars" } as const;
const columns = {
  who: ["ann", "bob", "ann", "\u00e9va", "7", "ann"],
  what: ["b1", "b2", "b2", "b,3", '"b4"', "b5"],
  when: [10, 20, 30, 40, 50, 60],
  stars: [4.5, 3, 1, -2, 0, 0],
};
const rows = columns.who.length;

/** Dictionaries, plain values, runs, and two row groups. */
const parquet = (codec: "SNAPPY" | "UNCOMPRESSED") =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "who", data: columns.who, type: "STRING", encoding: "RLE_DICTIONARY" },
        { name: "what", data: columns.what, type: "STRING", nullable: true },
        {
          name: "when",
          data: columns.when.map(BigInt),
          type: "INT64",
          encoding: "DELTA_BINARY_PACKED",
        },
        { name: "stars", data: columns.stars, type: "DOUBLE", nullable: true },
      ],
      rowGroupSize: 4,
      codec,
      statistics: false,
    }),
  );

/** Dictionaries and plain texts in two record batches. */
const arrow = (format: "file" | "stream") => {
  const inTwo = { maxBatchRows: 4 };
  const table = tableFromColumns([
    ["who", columnFromArray(columns.who, dictionary(utf8()), inTwo)],
    ["what", columnFromArray(columns.what, utf8(), inTwo)],
    ["when", columnFromArray(columns.when, float64(), inTwo)],
    ["stars", columnFromArray(columns.stars, float64(), inTwo)],
  ]);
  return tableToIPC(table, { format }) as Uint8Array;
};

describe("10,000 files changed at random", () => {
  it.each([
    ["Parquet", [parquet("SNAPPY"), parquet("UNCOMPRESSED")], "parquet"],
    ["Arrow files", [arrow("file")], "arrow"],
    ["Arrow streams", [arrow("stream")], "arrow"],
  ] as const)(
    "of %s give an error that names the file, or all rows, and soon",
    async (kind, originals, format) => {
      const generator = createGenerator(5, "fuzz", kind);
      let errors = 0;
      let slowest = 0;
      for (let i = 0; i < FILES; i++) {
        const original = originals[i % originals.length] as Uint8Array;
        // What is cut out or put in shows early; bytes changed in place get further.
        const change = i % 4 === 0 ? mutate : overwrite;
        const file = new File([change(original, generator) as BlobPart], "changed.file");
        const started = performance.now();
        const read = await interactions(file, { ...options, format }).catch((error) => error);
        slowest = Math.max(slowest, performance.now() - started);
        if (read instanceof Error) {
          errors++;
          const isTyped = read instanceof DatasetError || read instanceof TowerkitError;
          if (!isTyped || !read.message.includes("changed.file")) throw read;
        } else if (read.numRows() !== rows || read.objects().length !== rows) {
          throw new Error(`file ${i} gave ${read.numRows()} of its ${rows} rows.`);
        }
      }
      expect(slowest).toBeLessThan(TOO_LONG);
      expect(errors).toBeGreaterThan(FILES / 4);
      expect(errors).toBeLessThan(FILES);
    },
    120_000,
  );
});
