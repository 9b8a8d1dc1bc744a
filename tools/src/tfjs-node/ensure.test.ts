import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { ensureBuilt, type Work } from "./ensure.js";

/** Builds a folder whose one file says "good", and proves that it does. */
function fakeWork(): Work & { readonly builds: string[]; readonly said: string[] } {
  const builds: string[] = [];
  const said: string[] = [];
  return {
    builds,
    said,
    build: async (draft) => {
      builds.push(draft);
      await new Promise((resolve) => setTimeout(resolve, 20));
      writeFileSync(join(draft, "content"), "good");
    },
    prove: async (folder) => {
      const content = readFileSync(join(folder, "content"), "utf8");
      if (content !== "good") throw new Error(`the content is ${content}`);
    },
    say: (line) => said.push(line),
  };
}

const newPlace = () => join(temporaryFolder(), "cache", "native");
const contentOf = (folder: string) => readFileSync(join(folder, "content"), "utf8");

function place(folder: string, content: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "content"), content);
}

function besides(folder: string): string[] {
  const expected = [basename(folder), `${basename(folder)}.lock`];
  return readdirSync(dirname(folder)).filter((name) => !expected.includes(name));
}

describe.skipIf(process.platform !== "linux")("ensureBuilt", () => {
  it("builds beside the folder, and renames what is proved", async () => {
    const folder = newPlace();
    const work = fakeWork();
    const build = async (draft: string) => {
      expect(dirname(draft)).toBe(dirname(folder));
      expect(existsSync(folder)).toBe(false);
      await work.build(draft);
    };
    await ensureBuilt(folder, { ...work, build });
    expect(contentOf(folder)).toBe("good");
    expect(besides(folder)).toEqual([]);
  });

  it("builds nothing where the folder proves good, but does prove it", async () => {
    const folder = newPlace();
    const work = fakeWork();
    place(folder, "good");
    const proved: string[] = [];
    const prove = async (proven: string) => void proved.push(proven);
    await ensureBuilt(folder, { ...work, prove });
    expect(proved).toEqual([folder]);
    expect(work.builds).toEqual([]);
    expect(besides(folder)).toEqual([]);
  });

  it("builds anew where the folder does not work, and says why", async () => {
    const folder = newPlace();
    const work = fakeWork();
    place(folder, "rotten");
    await ensureBuilt(folder, work);
    expect(contentOf(folder)).toBe("good");
    expect(work.said).toEqual([
      `${folder} is there and does not work, so it is built anew: the content is rotten`,
    ]);
    expect(besides(folder)).toEqual([]);
  });

  it("sweeps what killed runs left", async () => {
    const folder = newPlace();
    place(`${folder}.draft-killed`, "half");
    place(`${folder}-of-another-recipe`, "good");
    await ensureBuilt(folder, fakeWork());
    expect(besides(folder)).toEqual([`${basename(folder)}-of-another-recipe`]);
  });

  it("leaves nothing under the name where the build fails, and can be called again", async () => {
    const folder = newPlace();
    const work = fakeWork();
    const build = async (draft: string) => {
      await work.build(draft);
      throw new Error("no compiler");
    };
    await expect(ensureBuilt(folder, { ...work, build })).rejects.toThrow("no compiler");
    expect(existsSync(folder)).toBe(false);
    expect(besides(folder)).toEqual([]);
    await ensureBuilt(folder, work);
    expect(contentOf(folder)).toBe("good");
  });

  it("leaves nothing under the name where the proof fails", async () => {
    const folder = newPlace();
    const work = fakeWork();
    const prove = async () => Promise.reject(new Error("wrong product"));
    await expect(ensureBuilt(folder, { ...work, prove })).rejects.toThrow("wrong product");
    expect(work.builds).toHaveLength(1);
    expect(existsSync(folder)).toBe(false);
    expect(besides(folder)).toEqual([]);
  });

  it("builds once for runs that begin together", async () => {
    const folder = newPlace();
    const runs = [fakeWork(), fakeWork(), fakeWork()];
    await Promise.all(runs.map((work) => ensureBuilt(folder, work)));
    expect(runs.flatMap(({ builds }) => builds)).toHaveLength(1);
    expect(runs.flatMap(({ said }) => said)).toEqual([
      "another run is building: waiting for it",
      "another run is building: waiting for it",
    ]);
    expect(contentOf(folder)).toBe("good");
  });
});
