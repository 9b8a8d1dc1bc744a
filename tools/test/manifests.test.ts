import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import {
  publishable,
  readManifest,
  readWorkspaces,
  repositoryRoot,
  type Workspace,
} from "../src/workspaces.js";

const workspaces = readWorkspaces(repositoryRoot);
const root = readManifest(repositoryRoot);

function named(list: readonly Workspace[]): [string, Workspace][] {
  return list.map((workspace) => [workspace.manifest.name, workspace]);
}

function oursAmong(names: object | undefined): string[] {
  const ours = new Set(workspaces.map(({ manifest }) => manifest.name));
  return Object.keys(names ?? {}).filter((name) => ours.has(name));
}

function referencesOf(folder: string): string[] {
  const file = join(repositoryRoot, folder, "tsconfig.json");
  const { config } = ts.parseConfigFileTextToJson(file, readFileSync(file, "utf8"));
  const references = config.references as { path: string }[];
  return references.map(({ path }) => posix.join(folder, path)).sort();
}

describe.each(named(publishable(workspaces)))("package.json of %s", (_, workspace) => {
  const { manifest, folder, path } = workspace;

  it("says what the registry shows", () => {
    expect(manifest).toMatchObject({
      description: expect.stringMatching(/^[A-Z].{20,}\.$/),
      license: "MIT",
      repository: { type: "git", url: expect.stringMatching(/^git\+https:/), directory: folder },
      engines: { node: root.engines?.["node"] },
      publishConfig: { access: "public" },
    });
    expect(readFileSync(join(path, "LICENSE"))).toEqual(
      readFileSync(join(repositoryRoot, "LICENSE")),
    );
  });

  it("is an ES module without side effects that ships its sources without their tests", () => {
    expect(manifest).toMatchObject({ type: "module", sideEffects: false });
    expect(manifest.files).toEqual(expect.arrayContaining(["dist", "src", "!src/**/*.test.*"]));
  });

  it("publishes every entry as source, types and code, in this order", () => {
    const { "./package.json": itself, ...entries } = manifest.exports ?? {};
    expect(itself).toBe("./package.json");
    expect(Object.keys(entries)[0]).toBe(".");
    for (const [subpath, conditions] of Object.entries(entries)) {
      const name = subpath === "." ? "index" : subpath.slice(2);
      expect(Object.entries(conditions)).toEqual([
        ["@towerkit/source", expect.stringMatching(new RegExp(`^\\./src/${name}(/index)?\\.ts$`))],
        ["types", `./dist/${name}.d.ts`],
        ["default", `./dist/${name}.js`],
      ]);
    }
  });

  it("chooses its platform, where it has one, by source first, then Node, then everything else", () => {
    const imports = {
      "#platform": {
        "@towerkit/source": {
          node: "./src/platform/node.ts",
          default: "./src/platform/browser.ts",
        },
        node: "./dist/platform/node.js",
        default: "./dist/platform/browser.js",
      },
    };
    expect(JSON.stringify(manifest.imports ?? imports)).toBe(JSON.stringify(imports));
  });

  it("has the scripts that every package has", () => {
    expect(manifest.scripts).toMatchObject({
      build: "tsup",
      "check:package": "publint --strict && attw --pack . --profile esm-only",
    });
  });
});

describe.each(named(workspaces))("workspace %s", (_, { manifest, folder }) => {
  it("has the scripts that every workspace has, and none that runs at install", () => {
    expect(manifest.scripts).toMatchObject({
      typecheck: "tsc -b",
      lint: "biome ci --error-on-warnings .",
    });
    const installScripts = ["preinstall", "install", "postinstall", "prepare", "prepublish"];
    expect(installScripts.filter((script) => script in (manifest.scripts ?? {}))).toEqual([]);
  });

  it("asks for its siblings by their present versions, or for any where it stays here", () => {
    const asked = { ...manifest.dependencies, ...manifest.devDependencies };
    const found = oursAmong(asked).map((name) => [name, asked[name]]);
    const versions = new Map(workspaces.map((w) => [w.manifest.name, w.manifest.version]));
    const right = oursAmong(asked).map((name) => [
      name,
      manifest.private === true ? "*" : `^${versions.get(name)}`,
    ]);
    expect(found).toEqual(right);
  });

  it("has a TypeScript reference to each sibling that it uses", () => {
    const used = oursAmong({ ...manifest.dependencies, ...manifest.devDependencies });
    const folders = used.map((name) => workspaces.find((w) => w.manifest.name === name)?.folder);
    expect(referencesOf(folder)).toEqual(folders.sort());
  });

  it("does not install a package with a native installer for everyone", () => {
    const installed = { ...manifest.dependencies, ...manifest.devDependencies };
    const native = ["@tensorflow/tfjs-node", "onnxruntime-node", "hnswlib-node", "usearch"];
    expect(native.filter((name) => name in installed)).toEqual([]);
  });
});

describe("the command, which is one bundle", () => {
  it("asks for what the packages in it are to find beside them", () => {
    const command = readManifest(join(repositoryRoot, "apps/trainer"));
    const bundled = workspaces.filter(
      ({ manifest }) => manifest.name in (command.dependencies ?? {}),
    );
    const peers = bundled.map(({ manifest }) => manifest.peerDependencies ?? {});
    const optional = bundled.map(({ manifest }) => manifest.peerDependenciesMeta ?? {});
    expect(bundled.length).toBeGreaterThan(5);
    expect(command.peerDependencies).toEqual(Object.assign({}, ...peers));
    expect(command.peerDependenciesMeta).toEqual(Object.assign({}, ...optional));
  });
});

describe("the root", () => {
  it("has a TypeScript reference to every workspace", () => {
    const folders = workspaces.map(({ folder }) => folder);
    expect(referencesOf(".")).toEqual([...folders, "tsconfig.tooling.json"].sort());
  });

  it("runs nothing at install", () => {
    const installScripts = ["preinstall", "install", "postinstall", "prepare"];
    expect(installScripts.filter((script) => script in (root.scripts ?? {}))).toEqual([]);
  });
});
