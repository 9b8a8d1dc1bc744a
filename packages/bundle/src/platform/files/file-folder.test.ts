import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BundleError } from "@towerkit/core";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { FileFolder } from "./file-folder.js";

const all = { atMost: 100 };
const bytes = Uint8Array.of(1, 2, 3);

describe("FileFolder", () => {
  it("reads what it has written, into memory of its own", async () => {
    const path = temporaryFolder();
    const folder = new FileFolder(path);
    await folder.write("a", bytes);
    await folder.flush();
    const found = await folder.read("a", all);
    expect(found).toEqual(bytes);
    expect(found?.byteOffset).toBe(0);
    expect(await folder.list()).toEqual(["a"]);
    await folder.write("a", Uint8Array.of(4));
    expect(readFileSync(join(path, "a"))).toEqual(Buffer.of(4));
    await folder.remove("a");
    await folder.remove("a");
    expect(readdirSync(path)).toEqual([]);
  });

  it("has no file that is not there, in a folder that is not there either", async () => {
    const path = temporaryFolder();
    expect(await new FileFolder(path).read("a", all)).toBeUndefined();
    expect(await new FileFolder(join(path, "absent")).read("a", all)).toBeUndefined();
  });

  it("reads empty files, and files of just the size", async () => {
    const folder = new FileFolder(temporaryFolder());
    await folder.write("empty", new Uint8Array(0));
    expect(await folder.read("empty", { atMost: 0 })).toEqual(new Uint8Array(0));
    await folder.write("three", bytes);
    expect(await folder.read("three", { atMost: 3 })).toEqual(bytes);
    await expect(folder.read("three", { atMost: 2 })).rejects.toThrow(/three has 3 bytes/);
  });

  it("refuses links that lead out of the folder, and follows those that do not", async () => {
    const outside = temporaryFolder();
    writeFileSync(join(outside, "secret"), "secret");
    const path = temporaryFolder();
    writeFileSync(join(path, "inside"), bytes);
    symlinkSync(join(outside, "secret"), join(path, "out"));
    symlinkSync(join(path, "inside"), join(path, "in"));
    const linked = join(temporaryFolder(), "link to the folder");
    symlinkSync(path, linked);
    for (const folder of [new FileFolder(path), new FileFolder(linked)]) {
      await expect(folder.read("out", all)).rejects.toThrow(/a link that leads out/);
      expect(await folder.read("in", all)).toEqual(bytes);
    }
  });

  it.skipIf(process.platform === "win32")("does not wait for a pipe", async () => {
    const path = temporaryFolder();
    execFileSync("mkfifo", [join(path, "pipe")]);
    await expect(new FileFolder(path).read("pipe", all)).rejects.toThrow(/is not a file/);
  });

  it("names the file and the reason where the system refuses", async () => {
    const path = temporaryFolder();
    mkdirSync(join(path, "taken"));
    writeFileSync(join(path, "file"), "");
    const folder = new FileFolder(path);
    await expect(folder.read("taken", all)).rejects.toMatchObject({ part: "taken" });
    await expect(folder.write("taken", bytes)).rejects.toThrow(
      `cannot write ${join(path, "taken")}: a folder stands where a file should be.`,
    );
    const inFile = new FileFolder(join(path, "file"));
    await expect(inFile.read("a", all)).rejects.toThrow(/a file stands where a folder should be/);
    await expect(inFile.write("a", bytes)).rejects.toThrow(BundleError);
    await expect(inFile.list()).rejects.toThrow(BundleError);
  });
});
