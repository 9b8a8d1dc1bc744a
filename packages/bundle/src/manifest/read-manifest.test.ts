import { BundleError } from "@towerkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Manifest } from "./manifest.js";
import { partFile } from "./part-file.js";
import { isManifest, readManifest } from "./read-manifest.js";
import { manifestBytes } from "./write-manifest.js";

const digest = "0123456789abcdef".repeat(4);
const part = (kind: "weights" | "candidates" | "interactions" | "index") => ({
  file: partFile(kind, digest),
  bytes: 7,
  sha256: digest,
});

const manifest: Omit<Manifest, "format" | "version"> = {
  dataset: { name: "movielens-100k", digest: "d", synthetic: false },
  split: { kind: "random", train: 80_000, test: 20_000, seed: 42 },
  itemKey: "movie_title",
  queryKey: "user_id",
  settings: { model: "two-tower" },
  metrics: { top_k: { "100": 0.1 + 0.2 } },
  towers: { query: { name: "query" }, candidate: { name: "candidate" } },
  parts: {
    weights: part("weights"),
    candidates: part("candidates"),
    interactions: part("interactions"),
    index: part("index"),
  },
};

const bytesOf = (value: unknown) =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const plain = JSON.parse(new TextDecoder().decode(manifestBytes(manifest)));

/** The manifest with the value at a path replaced, or left out where it is `undefined`. */
function changed(path: string, value: unknown): Uint8Array {
  const copy = structuredClone(plain);
  const keys = path.split(".");
  const last = keys.pop() as string;
  const owner = keys.reduce((object, key) => object[key], copy);
  Object.defineProperty(owner, last, {
    value,
    enumerable: value !== undefined,
    configurable: true,
  });
  return bytesOf(copy);
}

describe("a manifest", () => {
  it("says the same when it is read again", () => {
    const read = readManifest(manifestBytes(manifest));
    expect(read).toEqual({ format: "towerkit-bundle", version: 1, ...manifest });
  });

  it("has a line for each field, in one order", () => {
    const { metrics: _, ...fewer } = manifest;
    const text = new TextDecoder().decode(
      manifestBytes({ ...fewer, queryKey: null, dataset: { synthetic: true, name: "s" } }),
    );
    expect(text.split("\n").slice(0, 8)).toEqual([
      "{",
      '"format": "towerkit-bundle",',
      '"version": 1,',
      '"dataset": {"name":"s","synthetic":true},',
      '"split": {"kind":"random","train":80000,"test":20000,"seed":42},',
      '"itemKey": "movie_title",',
      '"queryKey": null,',
      '"settings": {"model":"two-tower"},',
    ]);
  });

  it("needs no metrics, data set digest, seed, query key, interactions or index", () => {
    for (const path of ["metrics", "dataset.digest", "parts.interactions", "parts.index"]) {
      expect(readManifest(changed(path, undefined))).toBeDefined();
    }
    expect(readManifest(changed("split.seed", null)).split.seed).toBeNull();
    expect(readManifest(changed("queryKey", null)).queryKey).toBeNull();
  });

  it.each<[what: string, bytes: Uint8Array, message: RegExp]>([
    ["nothing", bytesOf(""), /not JSON/],
    ["half of one", manifestBytes(manifest).slice(0, 300), /not JSON/],
    ["bytes that are not UTF-8", Uint8Array.of(0x22, 0xff, 0x22), /not JSON in UTF-8/],
    ["a list", bytesOf([]), /the manifest must be an object, got an array/],
    ["another format", changed("format", "web"), /its format is "web"/],
    ["no format", bytesOf("{}"), /its format is undefined/],
    ["a later version", changed("version", 2), /of version 2, and this is a reader of version 1/],
    ["a version as text", changed("version", "1"), /of version "1"/],
    ["no data set", changed("dataset", undefined), /dataset must be an object, got undefined/],
    ["a nameless data set", changed("dataset.name", ""), /dataset\.name must be a string/],
    ["a digest of no kind", changed("dataset.digest", 1), /dataset\.digest must be a string/],
    ["half a truth", changed("dataset.synthetic", "yes"), /dataset\.synthetic must be true or/],
    ["no split", changed("split", null), /split must be an object, got null/],
    [
      "a split in halves",
      changed("split.train", 0.5),
      /split\.train must be a whole number from 0/,
    ],
    ["a split below zero", changed("split.test", -1), /split\.test must be/],
    ["a seed in words", changed("split.seed", "42"), /split\.seed must be/],
    ["no item key", changed("itemKey", undefined), /itemKey must be a string/],
    ["no word on the query key", changed("queryKey", undefined), /queryKey must be a string/],
    ["settings in a list", changed("settings", []), /settings must be an object/],
    ["one tower", changed("towers.query", undefined), /towers\.query must be an object/],
    ["no parts", changed("parts", {}), /parts\.weights must be an object/],
    ["an endless part", changed("parts.weights.bytes", 1e300), /parts\.weights\.bytes must be/],
    ["a negative part", changed("parts.weights.bytes", -1), /parts\.weights\.bytes must be/],
    ["a part of unknown size", changed("parts.index.bytes", null), /parts\.index\.bytes must be/],
    ["a short digest", changed("parts.weights.sha256", "abc"), /64 hexadecimal digits/],
    [
      "a part in another folder",
      changed("parts.weights.file", `../${partFile("weights", digest)}`),
      /parts\.weights\.file must be "weights-0123456789abcdef\.safetensors", got "\.\.\/weights/,
    ],
    [
      "an absolute part",
      changed("parts.candidates.file", "/etc/passwd"),
      /parts\.candidates\.file/,
    ],
    ["a part of another name", changed("parts.index.file", "manifest.json"), /parts\.index\.file/],
    ["a part for another", changed("parts.weights.file", partFile("index", digest)), /weights/],
    [
      "a digest that leads elsewhere",
      changed("parts.weights.sha256", `../../${digest.slice(6)}`),
      /64 hexadecimal digits/,
    ],
    [
      "a key that reaches every object",
      bytesOf(JSON.stringify(plain).replace('"model"', '"a":{"__proto__":{"x":1}},"model"')),
      /has a key "__proto__"/,
    ],
    [
      "the same key, in disguise",
      bytesOf(JSON.stringify(plain).replace('"top_k"', '"\\u005f_proto__":1,"top_k"')),
      /has a key "__proto__"/,
    ],
    [
      "endless nesting",
      bytesOf(JSON.stringify(plain).replace('"two-tower"', `${"[".repeat(1e5)}${"]".repeat(1e5)}`)),
      /nested too deeply/,
    ],
  ])("is refused if it is %s", (_what, bytes, message) => {
    const read = () => readManifest(bytes);
    expect(read).toThrow(BundleError);
    expect(read).toThrow(message);
    expect(read).toThrow(/^manifest\.json: /);
  });

  it("is a BundleError or a manifest, whatever value is anywhere in it", () => {
    const paths = [
      "dataset",
      "split.kind",
      "split.seed",
      "itemKey",
      "queryKey",
      "settings",
      "metrics",
      "towers",
      "towers.candidate",
      "parts",
      "parts.weights",
      "parts.index.file",
      "version",
    ];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        try {
          expect(readManifest(changed(path, value)).format).toBe("towerkit-bundle");
        } catch (error) {
          expect(error).toBeInstanceOf(BundleError);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe("isManifest", () => {
  it("knows a bundle's manifest of any version, and nothing else", () => {
    expect(isManifest(manifestBytes(manifest))).toBe(true);
    expect(isManifest(changed("version", 99))).toBe(true);
    for (const other of ["", "null", "[]", "{}", '{"format":1}']) {
      expect(isManifest(bytesOf(other))).toBe(false);
    }
  });
});
