import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { toyFiles } from "../testing.js";
import { movielens, movielensNames } from "./movielens.js";
import { ObservedFiles } from "./observed-files.js";
import type { LoadProgress } from "./options.js";

const sha256 = (...parts: Uint8Array[]) =>
  createHash("sha256").update(Buffer.concat(parts)).digest("hex");

/** Files of 1m whose ratings are some 4 MB. */
function bigFiles() {
  const files = toyFiles({ dataset: "1m" });
  const ratings = new TextDecoder().decode(files["ratings.dat"]).replaceAll(/\d+\n/g, "");
  const rows = ratings.split("::").slice(0, 3).join("::");
  const lines = Array.from({ length: 200_000 }, (_, second) => `${rows}::${second}\n`);
  return { ...files, "ratings.dat": new TextEncoder().encode(lines.join("")) };
}

describe("loading", () => {
  it.each(movielensNames)(
    "tells how far it has come in %s, up to the last byte",
    async (dataset) => {
      const source = toyFiles({ dataset });
      const total = Object.values(source).reduce((sum, bytes) => sum + bytes.length, 0);
      const seen: LoadProgress[] = [];
      await movielens(dataset, { source, onProgress: (progress) => seen.push(progress) });
      expect(seen.at(-1)).toEqual({ kind: "parse", done: total, total });
      const steps = seen.map(({ done }) => done);
      expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    },
  );

  it("takes its digest of the files that it says, in their order", async () => {
    const old = toyFiles();
    expect((await movielens("100k", { source: old })).digest).toBe(
      sha256(old["u.data"], old["u.item"], old["u.user"]),
    );
    const million = toyFiles({ dataset: "1m" });
    expect((await movielens("1m", { source: million })).digest).toBe(
      sha256(million["movies.dat"], million["users.dat"], million["ratings.dat"]),
    );
    const small = toyFiles({ dataset: "latest-small" });
    const names = ["movies.csv", "links.csv", "tags.csv", "ratings.csv"];
    expect((await movielens("latest-small", { source: small })).digest).toBe(
      sha256(...names.map((name) => small[name])),
    );
  });

  it("stops between two pieces when told to", async () => {
    const stop = new AbortController();
    const done: number[] = [];
    const loading = movielens("1m", {
      source: bigFiles(),
      signal: stop.signal,
      onProgress: (progress) => {
        done.push(progress.done);
        if (progress.done > 1 << 20) stop.abort(new Error("enough"));
      },
    });
    await expect(loading).rejects.toThrow("enough");
    expect(done.filter((bytes) => bytes > 1 << 20)).toHaveLength(1);
  });

  it("stops when a timer tells it to", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("enough")));
    const loading = movielens("1m", { source: bigFiles(), signal: stop.signal });
    await expect(loading).rejects.toThrow("enough");
  });
});

describe("ObservedFiles", () => {
  it("takes its digest in order, in whatever order files are read", async () => {
    const contents = ["one", "two", "", "four"].map((text) => new TextEncoder().encode(text));
    const files = Object.fromEntries(
      contents.map((bytes, i) => [
        String(i),
        {
          path: String(i),
          size: bytes.length,
          async *chunks() {
            for (const byte of bytes) yield Uint8Array.of(byte);
          },
        },
      ]),
    );
    for (const order of ["0123", "3210", "2031"]) {
      const observed = new ObservedFiles(files, { digestOrder: ["0", "1", "2", "3"] });
      for (const name of order) for await (const _ of observed.files[name].chunks());
      expect(observed.digest()).toBe(sha256(...contents));
    }
  });
});
