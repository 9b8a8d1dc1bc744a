import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import type { Manifest } from "../workspaces.js";
import { bundleForBrowser } from "./bundle.js";
import { type Consumer, entriesOf, load, writeImports } from "./consumer.js";
import { closureOf, type Packed } from "./pack.js";
import { typeFaults } from "./types.js";

const entry = { types: "./index.d.ts", default: "./index.js" };

function packed(manifest: Partial<Manifest> & { name: string }): Packed {
  const workspace = { folder: "", path: "", manifest: { version: "1.0.0", ...manifest } };
  return { workspace, tarball: "", files: [] };
}

/** A project that has a package `@towerkit/made` with the given files installed. */
function consumerOf(
  files: Readonly<Record<string, string>>,
  more: Partial<Manifest> = {},
): Consumer {
  const folder = temporaryFolder();
  const manifest = { name: "@towerkit/made", exports: { ".": entry }, ...more };
  const all = { "package.json": JSON.stringify({ type: "module", ...manifest }), ...files };
  for (const [name, text] of Object.entries(all)) {
    const file = join(folder, "node_modules/@towerkit/made", name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return writeImports(packed(manifest), folder);
}

const good = {
  "index.js": 'import { two } from "#platform";\nexport const one = two - 1;\n',
  "index.d.ts": "export declare const one: number;\n",
  "platform/node.js": 'import "node:fs";\nexport const two = 2;\n',
  "platform/browser.js": "export const two = globalThis.two;\n",
};
const imports = {
  "#platform": { node: "./platform/node.js", default: "./platform/browser.js" },
};

describe("load", () => {
  it("tells what each entry exports and which files ran, from either module system", async () => {
    const consumer = consumerOf(good, { imports });
    for (const file of ["esm.mjs", "commonjs.cjs"]) {
      const { exported, files } = await load(consumer, file);
      expect(exported).toEqual([["one"]]);
      expect(files).toContain("@towerkit/made/platform/node.js");
      expect(files).not.toContain("@towerkit/made/platform/browser.js");
    }
  });

  it("fails on a package that does not load", async () => {
    const broken = consumerOf({ "index.js": 'import "left-pad";\n' });
    await expect(load(broken, "esm.mjs")).rejects.toThrow(/left-pad/);
    const waiting = consumerOf({ "index.js": "export const one = await 1;\n" });
    await expect(load(waiting, "commonjs.cjs")).rejects.toThrow(/ERR_REQUIRE_ASYNC_MODULE/);
  });
});

describe("typeFaults", () => {
  it("finds nothing in a package with types", () => {
    const { folder } = consumerOf(good, { imports });
    expect(typeFaults(folder, ["esm.mts", "commonjs.cts"], "NodeNext")).toEqual([]);
    expect(typeFaults(folder, ["bundler.ts"], "Bundler")).toEqual([]);
  });

  it("finds a package without types in every way of importing it", () => {
    const { folder } = consumerOf({ "index.js": "export const one = 1;\n" });
    expect(typeFaults(folder, ["esm.mts", "commonjs.cts"], "NodeNext")).toEqual([
      expect.stringMatching(/^\.\/commonjs.cts:1: Could not find a declaration file/),
      expect.stringMatching(/^\.\/esm.mts:1: Could not find a declaration file/),
    ]);
    expect(typeFaults(folder, ["bundler.ts"], "Bundler")).toHaveLength(1);
  });

  it("finds declarations of ours that lean on types the consumer does not have", () => {
    const { folder } = consumerOf({
      "index.js": "export const one = 1;\n",
      "index.d.ts": "export declare const one: NodeJS.Timeout;\n",
    });
    expect(typeFaults(folder, ["esm.mts"], "NodeNext")).toEqual([
      expect.stringMatching(/made\/index.d.ts:1: Cannot find namespace 'NodeJS'/),
    ]);
  });
});

describe("bundleForBrowser", () => {
  it("takes the browser's platform and warns of nothing", async () => {
    const { code, modules, warnings } = await bundleForBrowser(
      consumerOf(good, { imports }).folder,
      "browser.js",
    );
    expect(warnings).toEqual([]);
    expect(code).not.toContain("node:");
    expect(modules.some((id) => id.endsWith("/platform/browser.js"))).toBe(true);
  });

  it("shows a module of Node that is left in the bundle", async () => {
    const { folder } = consumerOf({
      "index.js": 'import { readFileSync } from "node:fs";\nexport const one = readFileSync;\n',
    });
    const { code, warnings } = await bundleForBrowser(folder, "browser.js");
    expect(code).toContain("__vite-browser-external");
    expect(warnings).toEqual([expect.stringMatching(/node:fs.*externalized for browser/s)]);
  });
});

describe("entriesOf", () => {
  it("lists what code is published under, the main entry first", () => {
    const exports = { ".": entry, "./testing": entry, "./package.json": "./package.json" };
    expect(entriesOf(packed({ name: "@x/y", exports }))).toEqual(["@x/y", "@x/y/testing"]);
  });
});

describe("closureOf", () => {
  it("holds what a package needs through others, once, and nothing else", () => {
    const a = packed({ name: "a" });
    const b = packed({ name: "b", dependencies: { a: "1", other: "1" } });
    const c = packed({ name: "c", dependencies: { b: "1" }, peerDependencies: { a: "1" } });
    const d = packed({ name: "d", dependencies: { a: "1" } });
    expect(closureOf(c, [a, b, c, d])).toEqual([c, b, a]);
  });
});
