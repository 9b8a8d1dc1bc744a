import { fileURLToPath } from "node:url";
import { findChromium } from "@towerkit/test-utils/chromium";
import { chromium } from "playwright-core";
import { build, type Rolldown } from "vite";
import { beforeAll, describe, expect, it } from "vitest";
import { type PageResult, step } from "./browser-page.js";

const here = fileURLToPath(new URL("./", import.meta.url));
const browser = findChromium();

describe("the engine, bundled for browsers", { timeout: 60_000 }, () => {
  let code = "";

  beforeAll(async () => {
    code = await bundle();
  }, 60_000);

  it("holds TensorFlow.js and nothing of Node's", () => {
    expect(code).toContain("TensorFlow");
    expect(code).not.toMatch(/["']node:|tfjs_binding/);
  });

  it.skipIf(!browser)("has the bits in Chromium that it has in Node", async () => {
    const launched = await chromium.launch({
      executablePath: browser as string,
      args: ["--no-sandbox", "--disable-gpu"],
    });
    try {
      const page = await launched.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.addScriptTag({ content: code, type: "module" });
      await page.waitForFunction("globalThis.step !== undefined");
      const there: PageResult = await page.evaluate("step()");
      const here = await step();
      expect(there).toEqual({ ...here, threads: 1 });
      expect(here.gradients[0]?.some((value) => value !== 0)).toBe(true);
      expect(complaints).toEqual([]);
    } finally {
      await launched.close();
    }
  });
});

async function bundle(): Promise<string> {
  const built = (await build({
    root: here,
    configFile: false,
    logLevel: "silent",
    resolve: { conditions: ["@towerkit/source", "module", "browser"] },
    build: {
      write: false,
      minify: false,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: {
        input: `${here}browser-page.ts`,
        output: { codeSplitting: false },
      },
    },
  })) as Rolldown.RolldownOutput;
  expect(built.output).toHaveLength(1);
  return built.output[0].code;
}
