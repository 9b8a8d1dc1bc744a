import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { run } from "../run.js";
import { repositoryRoot } from "../workspaces.js";
import { checkArrows } from "./check.js";

type Tree = Readonly<Record<string, string>>;

/** Three rooms in a row: `shop` may import `stock`, `stock` may import `core`. */
const goodTree: Tree = {
  "package.json": json({
    name: "house",
    workspaces: ["packages/*"],
    devDependencies: { vitest: "4.0.0" },
  }),
  "tools/arrows.json": json({
    rooms: {
      "packages/core": { name: "@house/core", mayImport: [] },
      "packages/helpers": { name: "@house/helpers", mayImport: [] },
      "packages/stock": { name: "@house/stock", mayImport: ["@house/core"] },
      "packages/shop": { name: "shop", mayImport: "any" },
    },
  }),
  "packages/core/package.json": manifest("@house/core", {}),
  "packages/core/src/index.ts": 'export const one = 1;\nexport type { Two } from "./two.js";\n',
  "packages/core/src/two.ts": "export type Two = 2;\n",
  "packages/helpers/package.json": manifest("@house/helpers", { private: true }),
  "packages/helpers/src/index.ts": "export const help = 1;\n",
  "packages/stock/package.json": manifest("@house/stock", {
    dependencies: { "@house/core": "^0.0.0" },
    devDependencies: { "@house/helpers": "^0.0.0" },
    exports: { ".": "./src/index.ts", "./testing": "./src/testing.ts" },
  }),
  "packages/stock/src/index.ts":
    'import "node:fs";\nimport { one } from "@house/core";\nexport { one };\n',
  "packages/stock/src/index.test.ts":
    'import "vitest";\nimport "@house/helpers";\nimport "@house/stock";\n',
  "packages/stock/vitest.config.ts":
    'import { base } from "../../vitest.base.ts";\nexport default base;\n',
  "packages/shop/package.json": manifest("shop", {
    dependencies: { "@house/stock": "^0.0.0", "some-parser": "1.0.0" },
  }),
  "packages/shop/src/index.ts":
    'import "some-parser/sub/path";\nexport * from "@house/stock/testing";\n',
};

describe("checkArrows", () => {
  it("finds nothing wrong in a tree that keeps every rule", () => {
    expect(faultsIn({})).toEqual([]);
  });

  it("lets a build script use the repository's tools, and a source not", () => {
    const text = 'import "vitest";\n';
    expect(faultsIn({ "packages/core/scripts/build.mjs": text })).toEqual([]);
    expect(faultsIn({ "packages/core/src/build.mjs": text })).toHaveLength(1);
  });

  it.each([
    ["static", 'import { one } from "@house/core";'],
    ["of types", 'import type { One } from "@house/core";'],
    ["dynamic", 'export const one = await import("@house/core");'],
    ["of a type in place", 'export type One = import("@house/core").One;'],
    ["re-exporting", 'export * from "@house/core";'],
    ["of CommonJS", 'const one = require("@house/core");'],
  ])("fails on an import that the table does not allow (%s)", (_, line) => {
    const faults = faultsIn({ "packages/helpers/src/index.ts": `\n${line}\n` });
    expect(faults).toContain(
      "packages/helpers/src/index.ts:2: imports @house/core, but @house/helpers may import none of ours",
    );
  });

  it("lets a test import what its room may not, once package.json declares it", () => {
    const test = { "packages/core/src/two.test.ts": 'import "@house/helpers";\n' };
    expect(faultsIn(test)).toEqual([
      "packages/core/src/two.test.ts:1: imports @house/helpers, which packages/core/package.json " +
        "does not declare (src/two.test.ts is test)",
    ]);
    const declared = manifest("@house/core", { devDependencies: { "@house/helpers": "^0.0.0" } });
    expect(faultsIn({ ...test, "packages/core/package.json": declared })).toEqual([]);
  });

  it.each([
    ["source", "packages/shop/src/index.ts"],
    ["test", "packages/shop/test/index.ts"],
  ])("fails on a deep import from a %s", (_, file) => {
    expect(
      faultsIn({ [file]: 'import "@house/stock/src/index.ts";\nimport "some-parser";\n' }),
    ).toContain(
      `${file}:1: reaches into @house/stock: its exports do not have "@house/stock/src/index.ts"`,
    );
  });

  it("fails on a relative import into another package, from a test too", () => {
    for (const file of ["packages/shop/src/deep.ts", "packages/shop/src/deep.test.ts"]) {
      expect(faultsIn({ [file]: 'import "../../core/src/two.js";\n' })).toEqual([
        `${file}:1: leaves its package by "../../core/src/two.js": import the other package by its name`,
      ]);
    }
  });

  it("fails on an import by an absolute path", () => {
    expect(faultsIn({ "packages/shop/test/a.ts": 'import "/home/me/core.js";\n' })).toEqual([
      'packages/shop/test/a.ts:1: imports "/home/me/core.js", which is a path of one machine',
    ]);
  });

  it("does not mistake a folder whose name begins alike for the package's own", () => {
    expect(faultsIn({ "packages/shop/a.ts": 'import "../shop-two/index.js";\n' })).toHaveLength(1);
  });

  it("fails on a dependency that the table does not allow", () => {
    const stock = manifest("@house/core", { peerDependencies: { "@house/stock": "^0.0.0" } });
    expect(faultsIn({ "packages/core/package.json": stock })).toContain(
      "packages/core/package.json: depends on @house/stock, but @house/core may import none of ours",
    );
  });

  it("fails on an import that package.json does not declare, ours or not", () => {
    expect(
      faultsIn({
        "packages/shop/src/more.ts":
          'import "@house/core";\nimport "left-pad";\nimport "vitest";\n',
      }),
    ).toEqual([
      "packages/shop/src/more.ts:1: imports @house/core, which packages/shop/package.json does not declare (src/more.ts is source)",
      "packages/shop/src/more.ts:2: imports left-pad, which packages/shop/package.json does not declare (src/more.ts is source)",
      "packages/shop/src/more.ts:3: imports vitest, which packages/shop/package.json does not declare (src/more.ts is source)",
    ]);
  });

  it("lets the sources of a private package use the root's tools", () => {
    expect(faultsIn({ "packages/helpers/src/index.ts": 'import "vitest";\n' })).toEqual([]);
  });

  it("fails on a dependency of ours that nothing imports", () => {
    expect(faultsIn({ "packages/stock/src/index.ts": "export {};\n" })).toEqual([
      "packages/stock/package.json: depends on @house/core, which no source imports",
    ]);
    expect(faultsIn({ "packages/stock/src/index.test.ts": 'import "vitest";\n' })).toEqual([
      "packages/stock/package.json: has @house/helpers as a devDependency, which no file imports",
    ]);
  });

  it("fails on a published package that depends on a private one", () => {
    const shop = manifest("shop", {
      dependencies: {
        "@house/stock": "^0.0.0",
        "@house/helpers": "^0.0.0",
        "some-parser": "1.0.0",
      },
    });
    const use = { "packages/shop/src/help.ts": 'import "@house/helpers";\n' };
    expect(faultsIn({ ...use, "packages/shop/package.json": shop })).toEqual([
      "packages/shop/package.json: is published but depends on @house/helpers, which is private",
    ]);
  });

  it("fails on a cycle of the packages, through a test too", () => {
    const core = manifest("@house/core", { devDependencies: { "@house/stock": "^0.0.0" } });
    expect(
      faultsIn({
        "packages/core/package.json": core,
        "packages/core/test/two.ts": 'import "@house/stock/testing";\n',
      }),
    ).toEqual(["packages: draw a cycle: @house/core -> @house/stock -> @house/core"]);
  });

  it("fails on a table that allows a cycle", () => {
    const rooms = JSON.parse(goodTree["tools/arrows.json"] as string).rooms;
    rooms["packages/core"].mayImport = ["@house/stock"];
    expect(faultsIn({ "tools/arrows.json": json({ rooms }) })).toEqual([
      "tools/arrows.json: allows a cycle: @house/core -> @house/stock -> @house/core",
    ]);
  });

  it("fails on a workspace without a row, a row without a workspace and a wrong name", () => {
    const rooms = JSON.parse(goodTree["tools/arrows.json"] as string).rooms;
    rooms["packages/attic"] = rooms["packages/shop"];
    delete rooms["packages/shop"];
    rooms["packages/core"].name = "@house/kern";
    expect(faultsIn({ "tools/arrows.json": json({ rooms }) })).toEqual([
      "tools/arrows.json: calls packages/core @house/kern, its package.json does not",
      "tools/arrows.json: has a row for packages/attic, which is no workspace",
      "packages/shop: has no row in tools/arrows.json",
    ]);
  });
});

describe("check-arrows.ts, which lint runs", () => {
  const script = join(repositoryRoot, "tools/src/check-arrows.ts");
  const check = (root: string) =>
    run(process.execPath, ["--import", "tsx", script, root], { cwd: repositoryRoot });

  it("exits with 0 where every arrow is allowed", async () => {
    expect(await check(treeWith({}))).toMatchObject({ code: 0, stderr: "" });
  });

  it("exits with 1 and names each arrow that is not", async () => {
    const wrong = { "packages/helpers/src/index.ts": 'import "@house/core";\n' };
    const { code, stderr } = await check(treeWith(wrong));
    expect(code).toBe(1);
    expect(stderr).toContain("packages/helpers/src/index.ts:1: imports @house/core");
  });
});

function faultsIn(changes: Tree): string[] {
  return checkArrows(treeWith(changes));
}

function treeWith(changes: Tree): string {
  const root = temporaryFolder();
  for (const [file, text] of Object.entries({ ...goodTree, ...changes })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

function manifest(name: string, more: object): string {
  return json({ name, version: "0.0.0", exports: { ".": "./src/index.ts" }, ...more });
}

function json(value: unknown): string {
  return JSON.stringify(value);
}
