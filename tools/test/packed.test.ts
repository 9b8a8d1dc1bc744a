import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleForBrowser } from "../src/packed/bundle.js";
import { type Consumer, installAlone, load } from "../src/packed/consumer.js";
import { packAll } from "../src/packed/pack.js";
import { typeFaults } from "../src/packed/types.js";
import { mapConcurrently, runOrThrow } from "../src/run.js";
import { publishable, readWorkspaces, repositoryRoot } from "../src/workspaces.js";

const installationTime = 300_000;
const workspaces = publishable(readWorkspaces(repositoryRoot));
const folder = temporaryFolder();
const consumers = new Map<string, Consumer>();

beforeAll(async () => {
  const all = await packAll(repositoryRoot, workspaces, join(folder, "tarballs"));
  await mapConcurrently(all, 4, async (packed) => {
    const { name } = packed.workspace.manifest;
    consumers.set(name, await installAlone(packed, all, join(folder, name.replace("/", "-"))));
  });
}, installationTime);

describe.each(workspaces.map(({ manifest }) => manifest.name))(
  "%s, packed and installed alone",
  (name) => {
    const consumer = () => consumers.get(name) as Consumer;

    it("holds what its users need, and no tests", () => {
      const { files } = consumer().packed;
      expect(files).toEqual(
        expect.arrayContaining([
          "package.json",
          "README.md",
          "LICENSE",
          "dist/index.js",
          "dist/index.d.ts",
        ]),
      );
      const stray = files.filter((file) =>
        /\.test\.|(^|\/)(test|bench|coverage|out-tsc)\/|\.tsbuildinfo$|test-results|\.config\.ts$|tsconfig/.test(
          file,
        ),
      );
      expect(stray).toEqual([]);
    });

    it("gives the same names to import and to require", async () => {
      const [esm, commonjs] = await Promise.all([
        load(consumer(), "esm.mjs"),
        load(consumer(), "commonjs.cjs"),
      ]);
      expect(esm.exported).toHaveLength(consumer().entries.length);
      for (const names of esm.exported) expect(names).not.toEqual([]);
      expect(commonjs.exported).toEqual(esm.exported);
    });

    it("runs the Node variant of its platform in Node", async () => {
      const { imports } = consumer().packed.workspace.manifest;
      const { files } = await load(consumer(), "esm.mjs");
      const variants = files.filter((file) => file.startsWith(`${name}/dist/platform/`));
      expect(variants).toEqual(imports?.["#platform"] ? [`${name}/dist/platform/node.js`] : []);
    });

    it("has types for NodeNext, from ESM and from CommonJS, and for Bundler", () => {
      expect(typeFaults(consumer().folder, ["esm.mts", "commonjs.cts"], "NodeNext")).toEqual([]);
      expect(typeFaults(consumer().folder, ["bundler.ts"], "Bundler")).toEqual([]);
    });

    it("is bundled for the browser by Vite without a module of Node", async () => {
      const { code, warnings } = await bundleForBrowser(consumer().folder, "browser.js");
      // Vite warns of every module of Node that it leaves out, unless a library itself says how it does without.
      expect(warnings).toEqual([]);
      expect(code).not.toMatch(/["'`]node:[a-z]/);
      expect(code).toContain("globalThis.all");
    });
  },
);

describe("towerkit, packed and installed alone", () => {
  const umbrella = () => consumers.get("towerkit") as Consumer;
  const commandLine = /\/node_modules\/(commander|cli-progress|zod)\/|\/towerkit\/dist\/cli/;

  it("has a command that runs", async () => {
    const { folder } = umbrella();
    const command = join(folder, "node_modules/.bin/towerkit");
    const { stdout } = await runOrThrow(command, ["recipes"], { cwd: folder });
    expect(stdout).toContain("quickstart");
    expect(stdout).toContain("basic-retrieval");
  });

  it("loads no command-line code with its main entry", async () => {
    const { files } = await load(umbrella(), "esm.mjs");
    expect(files).toContain("towerkit/dist/index.js");
    expect(files.filter((file) => commandLine.test(`/node_modules/${file}`))).toEqual([]);
  });

  it("leaves out of a bundle what the bundle does not use", async () => {
    const { folder } = umbrella();
    const one = 'import { randomSplit } from "towerkit";\nglobalThis.split = randomSplit;\n';
    writeFileSync(join(folder, "one.js"), one);
    const whole = await bundleForBrowser(folder, "browser.js");
    const part = await bundleForBrowser(folder, "one.js");
    expect(whole.modules.filter((id) => commandLine.test(id))).toEqual([]);
    const ours = (id: string) => /node_modules\/(@towerkit\/[^/]+|towerkit)\//.exec(id)?.[1] ?? [];
    expect(new Set(part.modules.flatMap(ours))).toEqual(
      new Set(["@towerkit/core", "@towerkit/datasets"]),
    );
  });
});

describe("@towerkit/kernels, packed and installed alone", () => {
  const kernels = () => consumers.get("@towerkit/kernels") as Consumer;
  const build = /\/dist\/(simd|relaxed)(-shared)?-/;

  it.each([
    [{ threads: 1 }, ["simd"]],
    [{ threads: 2 }, ["simd-shared"]],
  ])("loads the compiled build that %o needs, and no other", async (options, builds) => {
    const file = `threads-${options.threads}.mjs`;
    const lines = [
      'import { createRuntime } from "@towerkit/kernels";',
      `await (await createRuntime(${JSON.stringify(options)})).close();`,
      "console.log([]);",
    ];
    writeFileSync(join(kernels().folder, file), lines.join("\n"));
    const { files } = await load(kernels(), file);
    const loaded = files.map((name) => build.exec(name)?.slice(1).join("")).filter(Boolean);
    expect(loaded).toEqual(builds);
  });

  it("leaves each compiled build in a file of its own that a page loads when it needs it", async () => {
    const { code, lazyFiles } = await bundleForBrowser(kernels().folder, "browser.js");
    // The first bytes of every WebAssembly module.
    const module = /"AGFzbQ/g;
    expect(lazyFiles.map((file) => file.match(module)?.length)).toEqual([1, 1, 1, 1]);
    expect(code.match(module)).toHaveLength(4);
  });
});
