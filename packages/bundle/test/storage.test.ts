import { createHash } from "node:crypto";
import { BundleError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import type { PartKind } from "../src/manifest/manifest.js";
import { isPartFile, partFile } from "../src/manifest/part-file.js";
import { manifestBytes } from "../src/manifest/write-manifest.js";
import { openBundle } from "../src/storage/open.js";
import { type BundleFiles, saveBundle } from "../src/storage/save.js";
import { Crash, MemoryFolder } from "./memory-folder.js";

const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const sha256 = async (bytes: Uint8Array) => sha256Of(bytes);

/** A bundle whose parts are plain bytes: storage does not look into them. */
function filesOf(content: number): BundleFiles {
  const part = (kind: PartKind, bytes: Uint8Array) => {
    const sha256 = sha256Of(bytes);
    return { file: partFile(kind, sha256), bytes, sha256 };
  };
  const weights = part("weights", new Uint8Array(1000).fill(content));
  const candidates = part("candidates", Uint8Array.of(1, 2, 3)); // the same in every bundle
  const interactions = part("interactions", Uint8Array.of(content));
  const entry = ({ bytes, ...named }: typeof weights) => ({ ...named, bytes: bytes.length });
  const manifest = manifestBytes({
    dataset: { name: `content ${content}`, synthetic: true },
    split: { kind: "none", train: 0, test: 0, seed: null },
    itemKey: "item",
    queryKey: null,
    settings: {},
    towers: { query: {}, candidate: {} },
    parts: {
      weights: entry(weights),
      candidates: entry(candidates),
      interactions: entry(interactions),
    },
  });
  return { manifest, parts: [weights, candidates, interactions] };
}

/** The content of the bundle in a folder: all its parts must be of one save. */
async function contentOf(folder: MemoryFolder): Promise<number> {
  const { manifest, parts } = await openBundle(folder, ["weights", "interactions"], sha256);
  const content = parts.get("interactions")?.[0] as number;
  expect(parts.get("weights")?.every((byte) => byte === content)).toBe(true);
  expect(manifest.dataset.name).toBe(`content ${content}`);
  return content;
}

async function folderWith(...contents: readonly number[]): Promise<MemoryFolder> {
  const folder = new MemoryFolder();
  for (const content of contents) await saveBundle(folder, filesOf(content));
  folder.steps.length = 0;
  return folder;
}

describe("saving", () => {
  it("puts the parts on the disk, then the manifest, then sweeps", async () => {
    const folder = await folderWith(1, 2);
    await saveBundle(folder, filesOf(3));
    const kinds = folder.steps.map((step) => step.replace(/-[0-9a-f]{16}\.\w+$/, ""));
    expect(kinds).toEqual([
      "lock",
      "read manifest.json",
      "begin weights",
      "write weights",
      "begin candidates",
      "write candidates",
      "begin interactions",
      "write interactions",
      "flush",
      "begin manifest.json",
      "write manifest.json",
      "flush",
      "list",
      "remove weights",
      "remove interactions",
      "unlock",
    ]);
  });

  it("leaves the old bundle or the new one, wherever it crashes, and the next save mends the rest", async () => {
    const undisturbed = await folderWith(1);
    await saveBundle(undisturbed, filesOf(2));
    const { length } = undisturbed.steps;
    const found: number[] = [];
    for (let step = 0; step < length; step++) {
      const crashing = await folderWith(1);
      crashing.stepsLeft = step;
      await expect(saveBundle(crashing, filesOf(2))).rejects.toThrow(Crash);
      const after = crashing.survivors();
      found.push(await contentOf(after));
      await saveBundle(after, filesOf(3));
      expect(await contentOf(after)).toBe(3);
      expect([...after.files.keys()].filter((file) => file.endsWith(".tmp"))).toEqual([]);
    }
    const switched = found.indexOf(2);
    expect(undisturbed.steps[switched - 1]).toBe("write manifest.json");
    expect(found).toEqual(found.map((_, step) => (step < switched ? 1 : 2)));
  });

  it("keeps the parts of the bundle that it replaces, for one more save", async () => {
    const folder = await folderWith(1);
    const partsOf = (f: MemoryFolder) => [...f.files.keys()].filter(isPartFile).sort();
    const ofFirst = partsOf(folder);
    await saveBundle(folder, filesOf(2));
    expect(partsOf(folder)).toEqual(expect.arrayContaining(ofFirst));
    await saveBundle(folder, filesOf(3));
    const [weights] = ofFirst.filter((file) => file.startsWith("weights"));
    const [candidates] = ofFirst.filter((file) => file.startsWith("candidates"));
    expect(partsOf(folder)).not.toContain(weights);
    expect(partsOf(folder)).toContain(candidates);
  });

  it("sweeps nothing that it did not make", async () => {
    const folder = await folderWith(1, 2);
    const others = [
      "report.html",
      "checkpoint.tmp",
      "weights-0123456789abcdef.npy",
      "weights-0123456789ABCDEF.safetensors",
      "weights-0123.safetensors",
      "my-weights-0123456789abcdef.safetensors",
      "candidates-0123456789abcdef.arrow.bak",
    ];
    for (const file of others) folder.files.set(file, Uint8Array.of(1));
    const stale = ["index-0123456789abcdef.bin", "manifest.json.tmp", "bundle.lock.x.tmp"];
    for (const file of stale) folder.files.set(file, Uint8Array.of(1));
    await saveBundle(folder, filesOf(3));
    const left = [...folder.files.keys()];
    expect(left).toEqual(expect.arrayContaining(others));
    for (const file of stale) expect(left).not.toContain(file);
  });

  it("changes nothing for the same contents", async () => {
    const folder = await folderWith(1);
    const before = new Map(folder.files);
    await saveBundle(folder, filesOf(1));
    expect(folder.files).toEqual(before);
  });

  it("gives the lock back after a failure", async () => {
    const folder = await folderWith(1);
    folder.onStep = (step) => {
      if (step.startsWith("begin weights")) throw new BundleError("the disk is full");
    };
    await expect(saveBundle(folder, filesOf(2))).rejects.toThrow("the disk is full");
    expect(folder.steps.at(-1)).toBe("unlock");
    expect(await contentOf(folder)).toBe(1);
  });

  it("succeeds although an old part cannot be removed, which the next save does", async () => {
    const folder = await folderWith(1, 2);
    folder.onStep = (step) => {
      if (step.startsWith("remove")) throw new BundleError("someone has it open");
    };
    await saveBundle(folder, filesOf(3));
    expect(await contentOf(folder)).toBe(3);
    const before = folder.files.size;
    folder.onStep = () => {};
    await saveBundle(folder, filesOf(4));
    expect(folder.files.size).toBe(before - 2);
  });

  it("does not take the place of someone else's manifest.json", async () => {
    const folder = new MemoryFolder();
    const foreign = new TextEncoder().encode('{"name":"my web page","icons":[]}');
    folder.files.set("manifest.json", foreign);
    await expect(saveBundle(folder, filesOf(1))).rejects.toThrow(
      /manifest\.json that is not a bundle's/,
    );
    expect([...folder.files]).toEqual([["manifest.json", foreign]]);
  });

  it("takes the place of a damaged manifest, or one of another version", async () => {
    for (const text of ["", '{"format": "towerkit-bundle", "version": 99}', '{"format": "tow']) {
      const folder = new MemoryFolder();
      folder.files.set("manifest.json", new TextEncoder().encode(text));
      await saveBundle(folder, filesOf(1));
      expect(await contentOf(folder)).toBe(1);
    }
  });
});

describe("opening", () => {
  it("reads the manifest first, and only the parts that are wanted", async () => {
    const folder = await folderWith(1);
    await openBundle(folder, ["weights"], sha256);
    expect(folder.steps.map((step) => step.slice(0, 12))).toEqual(["read manifes", "read weights"]);
  });

  it("sees one save or the next at every moment of a save, never half of one", async () => {
    const folder = await folderWith(1);
    const seen = new Set<number>();
    for (let content = 2; content < 6; content++) {
      const readers: Promise<number>[] = [];
      folder.onStep = (step) => {
        if (!step.startsWith("read")) readers.push(contentOf(folder));
      };
      await saveBundle(folder, filesOf(content));
      folder.onStep = () => {};
      for (const found of await Promise.all(readers)) seen.add(found);
    }
    expect([...seen].sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it("reads the manifest once more where two saves came in between", async () => {
    const folder = await folderWith(1);
    let once = true;
    const later = await folderWith(1, 2, 3);
    folder.onStep = (step) => {
      if (!step.startsWith("read weights") || !once) return;
      once = false;
      folder.files.clear();
      for (const [file, bytes] of later.files) folder.files.set(file, bytes);
    };
    expect(await contentOf(folder)).toBe(3);
    expect(folder.steps.filter((step) => step === "read manifest.json").length).toBe(2);
  });

  it("gives up where the part is missing from the manifest that stands", async () => {
    const folder = await folderWith(1);
    const weights = [...folder.files.keys()].find((file) => file.startsWith("weights")) as string;
    folder.files.delete(weights);
    const opening = openBundle(folder, ["weights"], sha256);
    await expect(opening).rejects.toMatchObject({ code: "ERR_BUNDLE", part: weights });
    expect(folder.steps.filter((step) => step === "read manifest.json").length).toBe(2);
  });
});
