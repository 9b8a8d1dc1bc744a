import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "@towerkit/test-utils";
import { beforeAll, describe, expect, it } from "vitest";
import { writeBundle } from "../src/index.js";
import { toyContents } from "./toy-contents.js";

const dir = temporaryFolder();
beforeAll(async () => {
  await writeBundle(dir, toyContents());
});

/** The URLs of all modules that a process loads which runs these lines. */
function modulesLoadedBy(code: string): string[] {
  const list = fileURLToPath(new URL("./list-loaded.mjs", import.meta.url));
  const options = ["--conditions=@towerkit/source", "--import", list, "--import", "tsx"];
  const { stderr, status } = spawnSync(
    process.execPath,
    [...options, "--input-type=module", "--eval", code],
    { encoding: "utf8", cwd: fileURLToPath(new URL("..", import.meta.url)) },
  );
  expect(status, stderr).toBe(0);
  return Array.from(stderr.matchAll(/^loaded (.*)$/gm), ([, url]) => url as string);
}

/** What these tests themselves run TypeScript with. */
const TOOLS = new Set(["tsx", "esbuild"]);

const packagesOf = (urls: readonly string[]) => {
  const names = urls.flatMap((url) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
  return [...new Set(names)].filter((name) => !TOOLS.has(name));
};

const open = `
  import { loadRecommender } from "@towerkit/bundle";
  const recommender = await loadRecommender(${JSON.stringify(dir)});
  const { items } = await recommender.recommend({ user_id: "1" });
  if (items.length !== 4) process.exit(1);`;

describe("what a process loads", { timeout: 20_000 }, () => {
  it("to serve a bundle, is our own packages and no other", () => {
    const urls = modulesLoadedBy(open);
    expect(urls.some((url) => url.endsWith("/bundle/src/platform/node.ts"))).toBe(true);
    expect(packagesOf(urls)).toEqual([]);
  });

  it("to write one, is flechette and nothing heavier", () => {
    const urls = modulesLoadedBy(`
      import { writeBundle } from "@towerkit/bundle";
      import { toyContents } from "./test/toy-contents.ts";
      await writeBundle(${JSON.stringify(temporaryFolder())}, toyContents());`);
    expect(packagesOf(urls)).toEqual(["@uwdata/flechette"]);
  });
});
