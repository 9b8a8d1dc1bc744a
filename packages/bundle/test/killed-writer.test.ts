import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { readBundle, writeBundle } from "../src/index.js";
import { toyContents } from "./toy-contents.js";

/** Writes a bundle in a process of its own, which is killed before it writes `step`. */
async function saveAndDie(dir: string, step: string): Promise<NodeJS.Signals | null> {
  const script = fileURLToPath(new URL("./killed-writer.ts", import.meta.url));
  const options = ["--conditions=@towerkit/source", "--import", "tsx"];
  const child = spawn(process.execPath, [...options, script, dir, "43", step], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((done) => child.on("exit", (_code, signal) => done(signal)));
}

describe("a writer that is killed", () => {
  it("leaves the old bundle as it was, and a lock that the next writer takes over", async () => {
    const dir = temporaryFolder();
    const { digest } = await writeBundle(dir, toyContents());
    for (const step of ["weights", "manifest.json"]) {
      expect(await saveAndDie(dir, step)).toBe("SIGKILL");
      expect(existsSync(join(dir, "bundle.lock"))).toBe(true);
      const bundle = await readBundle(dir);
      expect(bundle.digest).toBe(digest);
      expect((await bundle.interactions())?.train.numRows()).toBe(12);
    }
    // Parts of the new bundle are there, but no manifest names them.
    expect(readdirSync(dir).filter((file) => file.startsWith("weights")).length).toBe(2);
    const next = await writeBundle(dir, toyContents({ seed: 44 }));
    expect((await readBundle(dir)).digest).toBe(next.digest);
    expect(existsSync(join(dir, "bundle.lock"))).toBe(false);
    expect(readdirSync(dir).filter((file) => file.startsWith("weights")).length).toBe(2);
  }, 20_000);
});

describe("writers and readers at the same time", () => {
  it("a second writer is refused, and the first one's bundle stands", async () => {
    const dir = temporaryFolder();
    const writing = [toyContents(), toyContents({ seed: 43 })].map((contents) =>
      writeBundle(dir, contents),
    );
    const outcomes = await Promise.allSettled(writing);
    const written = outcomes.flatMap((o) => (o.status === "fulfilled" ? [o.value] : []));
    const refused = outcomes.flatMap((o) => (o.status === "rejected" ? [o.reason] : []));
    expect(written.length).toBe(1);
    expect(refused).toMatchObject([{ code: "ERR_BUNDLE", part: "bundle.lock" }]);
    expect((await readBundle(dir)).digest).toBe(written[0]?.digest);
  });

  it("a reader sees one whole bundle or the other, while they take turns", async () => {
    const dir = temporaryFolder();
    const seeds = [1, 2, 3, 4, 5];
    const expected = new Map<string, Float32Array>();
    const saves = seeds.map((seed) => toyContents({ seed }));
    const first = await writeBundle(dir, toyContents({ seed: 0 }));
    expected.set(first.digest, toyContents({ seed: 0 }).towers.query.tables()[0]?.data as never);
    let saving = true;
    const reader = async () => {
      const found: { digest: string; weights: Float32Array | undefined }[] = [];
      while (saving) {
        const { digest, towers } = await readBundle(dir);
        found.push({ digest, weights: towers.query.tables()[0]?.data });
      }
      return found;
    };
    const reading = [reader(), reader()];
    for (const contents of saves) {
      const { digest } = await writeBundle(dir, contents);
      expected.set(digest, contents.towers.query.tables()[0]?.data as Float32Array);
    }
    saving = false;
    const found = (await Promise.all(reading)).flat();
    expect(found.length).toBeGreaterThan(seeds.length);
    for (const { digest, weights } of found) expect(weights).toEqual(expected.get(digest));
  });

  it("interactions of a bundle that is gone are an error, never those of another", async () => {
    const dir = temporaryFolder();
    await writeBundle(dir, toyContents());
    const bundle = await readBundle(dir);
    const { interactions } = toyContents({ seed: 43 });
    const train = interactions?.train as never;
    await writeBundle(dir, { ...toyContents({ seed: 43 }), interactions: { train } });
    // The save just before is kept; the one before that is not.
    const { interactions: _, ...without } = toyContents({ seed: 44 });
    await writeBundle(dir, without);
    const reading = bundle.interactions();
    await expect(reading).rejects.toThrow(/if it was just saved anew, open it again/);
    await expect(reading).rejects.toMatchObject({
      part: bundle.manifest.parts.interactions?.file,
    });
  });
});
