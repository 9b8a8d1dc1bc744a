import { crc32 as zlibCrc32 } from "node:zlib";
import { createGenerator, DatasetError } from "@towerkit/core";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Files } from "../../test/changed-files.js";
import { gather } from "../../test/gather.js";
import { mutate } from "../../test/mutate.js";
import { entryOffsets, withDirectoryEntry } from "../../test/tampered-zip.js";
import { Crc32 } from "./crc32.js";
import { accessTo } from "./random-access.js";
import { unzip } from "./zip.js";

const text = (content: string) => new TextEncoder().encode(content);
const options = {
  path: "ml.zip",
  names: ["u.data", "u.item"],
  folder: "ml-100k",
  maximumBytes: 1_000,
};
const lines = text("1\t2\t3\t4\n".repeat(50));
const sound = zipSync({
  "ml-100k/": new Uint8Array(),
  "ml-100k/u.data": lines,
  "u.item": [text("stored"), { level: 0 }],
  "ml-100k/u1.base": text("left out"),
});

/** The unpacked files, whole. */
async function unpack(archive: Uint8Array, changed: Partial<typeof options> = {}) {
  const files = await unzip(accessTo(archive), { ...options, ...changed });
  const contents: Record<string, Uint8Array> = {};
  for (const [name, file] of Object.entries(files)) {
    contents[name] = await gather(file.chunks());
    expect(file.size).toBe(contents[name].length);
  }
  return contents;
}

async function refusal(archive: Uint8Array, changed: Partial<typeof options> = {}) {
  const error: unknown = await unpack(archive, changed).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(DatasetError);
  return (error as DatasetError).message;
}

describe("unzip", () => {
  it("unpacks the named files, of the folder or the top, and no others", async () => {
    expect(await unpack(sound)).toEqual({ "u.data": lines, "u.item": text("stored") });
  });

  it("leaves out what the archive has not", async () => {
    expect(await unpack(zipSync({ other: lines }))).toEqual({});
  });

  it("gives back what was packed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        expect(await unpack(zipSync({ "u.data": bytes }))).toEqual({ "u.data": bytes });
      }),
      { numRuns: 30 },
    );
  });

  it.each(["../u.data", "ml-100k/../../evil", "/etc/passwd", "\\evil", "C:evil", "a\\..\\b"])(
    "refuses an archive with an entry %j",
    async (name) => {
      const archive = zipSync({ "ml-100k/u.data": lines, [name]: text("x") });
      expect(await refusal(archive)).toMatch(
        /^ml\.zip: holds the entry .* leads out of its folder/,
      );
    },
  );

  it("refuses files that would be too big, going by the directory before it unpacks", async () => {
    const message = await refusal(sound, { maximumBytes: 405 });
    expect(message).toBe("ml.zip: would unpack to 406 bytes; ml-100k takes at most 405.");
    const bomb = withDirectoryEntry(sound, "ml-100k/u.data", (entry) =>
      entry.setUint32(entryOffsets.unpackedBytes, 0xfffffff0, true),
    );
    expect(await refusal(bomb)).toMatch(/would unpack to/);
  });

  it("never unpacks more than the directory says", async () => {
    const lying = withDirectoryEntry(sound, "ml-100k/u.data", (entry) =>
      entry.setUint32(entryOffsets.unpackedBytes, 10, true),
    );
    expect(await refusal(lying)).toMatch(/ml-100k\/u\.data in it is damaged/);
  });

  it("refuses a file that stands in it twice", async () => {
    const archive = zipSync({ "u.data": lines, "ml-100k/u.data": lines });
    expect(await refusal(archive)).toBe("ml.zip: holds u.data twice.");
  });

  it("finds damage in any byte of a packed file", async () => {
    const archive = zipSync({ "u.data": lines });
    const packed = { start: 30 + "u.data".length, length: archive.length - 2 * (30 + 22) };
    expect(packed.length).toBeGreaterThan(5);
    for (let at = packed.start; at < packed.start + 8; at++) {
      const damaged = archive.slice();
      damaged[at] ^= 0x10;
      expect(await refusal(damaged)).toMatch(/u\.data in it is damaged/);
    }
    const stored = zipSync({ "u.data": [lines, { level: 0 }] });
    stored[50] ^= 1;
    expect(await refusal(stored)).toMatch(/u\.data in it is damaged/);
  });

  it("never holds a whole file", async () => {
    const generator = createGenerator(1, "digits");
    const digits = new Uint8Array(4_000_000).map(() => 48 + generator.below(10));
    const archive = zipSync({ "u.data": digits });
    const { "u.data": file } = await unzip(accessTo(archive), { ...options, maximumBytes: 1e7 });
    let done = 0;
    for await (const piece of file.chunks()) {
      expect(piece.length).toBeLessThan(digits.length / 10);
      done += piece.length;
    }
    expect(done).toBe(digits.length);
  });

  it("refuses an archive that is cut off at any byte", async () => {
    for (let length = 0; length < sound.length; length += 7) {
      expect(await refusal(sound.subarray(0, length))).toMatch(/is no ZIP archive, or a truncated/);
    }
  });

  it("gives what was in it or an error, whichever bytes are changed", async () => {
    const generator = createGenerator(3, "zip");
    let errors = 0;
    for (let i = 0; i < 2_000; i++) {
      const result = await unpack(mutate(sound, generator)).catch((error: unknown) => error);
      if (result instanceof DatasetError) errors++;
      else {
        const { "u.data": data = lines, "u.item": item = text("stored") } = result as Files;
        expect([data, item]).toEqual([lines, text("stored")]);
      }
    }
    expect(errors).toBeGreaterThan(500);
  });

  it("refuses what is no archive", async () => {
    expect(await refusal(text("<!doctype html>".repeat(20)))).toMatch(/is no ZIP archive/);
  });

  it("refuses a directory that leads outside of the archive", async () => {
    for (const offset of [entryOffsets.packedBytes, entryOffsets.header]) {
      const astray = withDirectoryEntry(sound, "ml-100k/u.data", (entry) =>
        entry.setUint32(offset, 0xfffffff0, true),
      );
      expect(await refusal(astray)).toMatch(/is no ZIP archive, or a truncated or damaged one/);
    }
  });

  it("names a way of packing that it does not know", async () => {
    const strange = withDirectoryEntry(sound, "ml-100k/u.data", (entry) =>
      entry.setUint16(entryOffsets.method, 14, true),
    );
    expect(await refusal(strange)).toMatch(/packed by method 14; expected 0 \(stored\) or 8/);
  });
});

const crc32 = (...pieces: Uint8Array[]) => {
  const sum = new Crc32();
  for (const piece of pieces) sum.update(piece);
  return sum.value();
};

describe("Crc32", () => {
  it("has the value that the algorithm's catalogue gives for 123456789", () => {
    expect(crc32(text("123456789"))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array())).toBe(0);
  });

  it.skipIf(zlibCrc32 === undefined)("agrees with zlib's", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(crc32(bytes.subarray(0, 7), bytes.subarray(7))).toBe(zlibCrc32(bytes));
      }),
    );
  });
});
