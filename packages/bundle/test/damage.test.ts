import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { BundleError } from "@towerkit/core";
import { exactIndex, type Id } from "@towerkit/retrieval";
import { temporaryFolder } from "@towerkit/test-utils";
import { embedTable } from "@towerkit/towers";
import { beforeEach, describe, expect, it } from "vitest";
import { readBundle, writeBundle } from "../src/index.js";
import { manifestBytes } from "../src/manifest/write-manifest.js";
import { candidates, toyContents } from "./toy-contents.js";

const KINDS = ["weights", "candidates", "interactions", "index"] as const;
type Kind = (typeof KINDS)[number];

let dir = "";

beforeEach(async () => {
  dir = temporaryFolder();
  const contents = toyContents();
  const index = exactIndex({ dim: 4 });
  const ids = Array.from(candidates.array("movie_title")) as Id[];
  await index.add(ids, await embedTable(contents.towers.candidate, candidates));
  await writeBundle(dir, { ...contents, index });
});

const fileOf = (kind: Kind) =>
  readdirSync(dir).find((file) => file.startsWith(`${kind}-`)) as string;

/** Reads everything there is. */
async function readAll(): Promise<void> {
  const bundle = await readBundle(dir);
  await bundle.interactions();
  await bundle.index();
}

async function expectDamage(part: string, message: RegExp): Promise<void> {
  const reading = readAll();
  await expect(reading).rejects.toBeInstanceOf(BundleError);
  await expect(reading).rejects.toMatchObject({ code: "ERR_BUNDLE", part });
  await expect(reading).rejects.toThrow(message);
  await expect(reading).rejects.not.toThrow(/\n/);
}

/** Gives a part other bytes and makes the manifest agree, as only someone who wants to do harm would. */
async function forge(kind: Kind, change: (bytes: Uint8Array) => Uint8Array): Promise<string> {
  const { manifest } = await readBundle(dir);
  const { sha256 } = await import("../src/platform/node.js");
  const { partFile } = await import("../src/manifest/part-file.js");
  const bytes = change(readFileSync(join(dir, fileOf(kind))));
  const digest = await sha256(bytes);
  const file = partFile(kind, digest);
  writeFileSync(join(dir, file), bytes);
  const entry = { file, bytes: bytes.length, sha256: digest };
  const forged = manifestBytes({ ...manifest, parts: { ...manifest.parts, [kind]: entry } });
  writeFileSync(join(dir, "manifest.json"), forged);
  return file;
}

describe.each(KINDS)("the part %s", (kind) => {
  it("is named when it is missing", async () => {
    const file = fileOf(kind);
    rmSync(join(dir, file));
    await expectDamage(file, /is missing from/);
  });

  it("is named when it is cut short, to nothing too", async () => {
    const file = fileOf(kind);
    const bytes = readFileSync(join(dir, file));
    for (const length of [0, 1, bytes.length >> 1, bytes.length - 1]) {
      writeFileSync(join(dir, file), bytes.subarray(0, length));
      await expectDamage(file, new RegExp(`has ${length} bytes instead of ${bytes.length}`));
    }
  });

  it("is named when something is put behind it", async () => {
    const file = fileOf(kind);
    writeFileSync(join(dir, file), "x", { flag: "a" });
    await expectDamage(file, /bytes; there should be/);
  });

  it("is named when one bit is flipped, anywhere", async () => {
    const file = fileOf(kind);
    const bytes = readFileSync(join(dir, file));
    for (let at = 0; at < bytes.length; at += 1 + (bytes.length >> 4)) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] as number) ^ 1;
      writeFileSync(join(dir, file), flipped);
      await expectDamage(file, /is damaged/);
    }
  });

  it("is named when it is a folder", async () => {
    const file = fileOf(kind);
    rmSync(join(dir, file));
    mkdirSync(join(dir, file));
    await expectDamage(file, /is not a file/);
  });

  it("is named when it is a link that leads elsewhere, even to the same bytes", async () => {
    const file = fileOf(kind);
    const elsewhere = join(temporaryFolder(), "file");
    renameSync(join(dir, file), elsewhere);
    symlinkSync(elsewhere, join(dir, file));
    await expectDamage(file, /leads out of the bundle's folder/);
  });

  it("is named when a forged one is of another kind", async () => {
    const other = kind === "weights" ? "candidates" : "weights";
    const bytes = readFileSync(join(dir, fileOf(other)));
    await expectDamage(await forge(kind, () => bytes), /damaged|not|no tensor|format/);
  });
});

describe("parts that are swapped", () => {
  it("are noticed", async () => {
    const [a, b] = [fileOf("candidates"), fileOf("interactions")];
    copyFileSync(join(dir, a), join(dir, "held"));
    copyFileSync(join(dir, b), join(dir, a));
    copyFileSync(join(dir, "held"), join(dir, b));
    await expectDamage(a, /bytes/);
  });

  it("are noticed between two bundles of the same shape", async () => {
    const other = await writeBundle(temporaryFolder(), toyContents({ seed: 43 }));
    const weights = readdirSync(other.dir).find((file) => file.startsWith("weights")) as string;
    copyFileSync(join(other.dir, weights), join(dir, fileOf("weights")));
    await expectDamage(fileOf("weights"), /is damaged/);
  });
});

describe("the manifest", () => {
  it("is named when it is missing, cut short or something else", async () => {
    const path = join(dir, "manifest.json");
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length >> 1));
    await expectDamage("manifest.json", /not JSON/);
    writeFileSync(path, "[]");
    await expectDamage("manifest.json", /must be an object/);
    rmSync(path);
    await expectDamage("manifest.json", /there is no bundle at .*: it has no manifest\.json/);
    dir = join(dir, "absent");
    await expectDamage("manifest.json", /there is no bundle at .*absent/);
  });

  it("is named when its towers are not towers", async () => {
    const { manifest } = await readBundle(dir);
    const put = (towers: object) =>
      writeFileSync(
        join(dir, "manifest.json"),
        manifestBytes({ ...manifest, towers: { ...manifest.towers, ...towers } }),
      );
    put({ query: {} });
    await expectDamage("manifest.json", /tower\.name must be a string/);
    put({ query: { name: "query", tables: "x", features: [] } });
    await expectDamage("manifest.json", /tower\.tables/);
  });

  it("is at odds with the weights when its towers are others", async () => {
    const { manifest } = await readBundle(dir);
    const { query, candidate } = manifest.towers;
    const forged = { ...manifest, towers: { query: candidate, candidate: query } };
    writeFileSync(join(dir, "manifest.json"), manifestBytes(forged));
    await expectDamage(fileOf("weights"), /the weights/);
  });

  it("is at odds with the tables when its keys are others", async () => {
    const { manifest } = await readBundle(dir);
    writeFileSync(join(dir, "manifest.json"), manifestBytes({ ...manifest, itemKey: "nope" }));
    await expectDamage(fileOf("candidates"), /there is no column "nope"/);
  });
});

describe("forged parts", () => {
  it("are refused where weights are not finite", async () => {
    const part = await forge("weights", (bytes) => {
      const forged = Uint8Array.from(bytes);
      new DataView(forged.buffer).setFloat32(forged.length - 4, Number.NaN, true);
      return forged;
    });
    await expectDamage(part, /NaN/);
  });

  it("are refused where candidates are not different items", async () => {
    const part = await forge("candidates", (bytes) => {
      const text = Buffer.from(bytes).toString("latin1").replace("Diva", "Heat");
      return Buffer.from(text, "latin1");
    });
    await expectDamage(part, /movie_title "Heat" twice, in rows 0 and 5/);
  });

  it("are refused where interactions are neither train nor test rows", async () => {
    const part = await forge("interactions", (bytes) => {
      const text = Buffer.from(bytes).toString("latin1").replace("traintest", "trailtest");
      return Buffer.from(text, "latin1");
    });
    await expectDamage(part, /row 0 is of part "trail"/);
  });
});
