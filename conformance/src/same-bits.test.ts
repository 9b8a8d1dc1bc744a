import { fileURLToPath } from "node:url";
import { dataDir, temporaryFolder } from "@towerkit/test-utils";
import { findChromium, launchChromium } from "@towerkit/test-utils/chromium";
import type { Browser } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PageFunctions } from "./same-bits/app/page.js";
import { serve } from "./same-bits/serve.js";
import { type Trained, type TrainingOptions, train } from "./same-bits/train.js";

const realData = dataDir("ml-100k");
const chromium = findChromium();
const made: TrainingOptions = { recipe: "quickstart", epochs: 1 };
/** On fewer rows, for what is slow. */
const short: TrainingOptions = { ...made, test: 0.8 };
/** The recipes as they are. */
const real: readonly TrainingOptions[] = [
  { recipe: "quickstart", epochs: 3 },
  { recipe: "basic-retrieval", epochs: 3 },
];

const app = temporaryFolder();
const isolated = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};
const sites = {
  plain: {},
  isolated,
  "without-blobs": { ...isolated, "content-security-policy": "worker-src 'self'" },
  strict: {
    ...isolated,
    "content-security-policy": "default-src 'self'; worker-src 'none'; img-src data:",
  },
};

let server: Awaited<ReturnType<typeof serve>>;
const onOneThread = { made: {} as Trained, short: {} as Trained, real: [] as Trained[] };

beforeAll(async () => {
  server = await serve([
    { path: "/data/", folder: realData ?? app },
    ...Object.entries(sites).map(([name, headers]) => ({
      path: `/${name}/`,
      folder: app,
      headers,
    })),
  ]);
  onOneThread.made = await train({ ...made, threads: 1 });
  onOneThread.short = await train({ ...short, threads: 1 });
  if (!realData) return;
  for (const options of real) {
    onOneThread.real.push(await train({ ...options, threads: 1, source: dataUrl() }));
  }
}, 60_000);

afterAll(() => server?.close());

const dataUrl = () => `${server.url}/data/`;

describe("training", { timeout: 60_000 }, () => {
  it("gives the bits of one thread on 3", async () => {
    expect(await train({ ...made, threads: 3 })).toEqual({ ...onOneThread.made, threads: 3 });
  });

  it.skipIf(!realData).each([2, 4])(
    "real ML-100K: gives the bits of one thread on %i, for each recipe",
    async (threads) => {
      for (const [i, options] of real.entries()) {
        const trained = await train({ ...options, threads, source: dataUrl() });
        expect(trained).toEqual({ ...onOneThread.real[i], threads });
      }
    },
  );

  it("gives other bits for another recipe, or after another epoch", async () => {
    const { digest, loss } = await train({ ...made, epochs: 2 });
    expect(digest).not.toBe(onOneThread.made.digest);
    expect(loss).toBeLessThan(onOneThread.made.loss);
  });
});

describe.skipIf(chromium === undefined)("training in Chromium", { timeout: 60_000 }, () => {
  let browser: Browser;

  beforeAll(async () => {
    const [launched] = await Promise.all([
      launchChromium(chromium as string),
      build({
        configFile: false,
        root: fileURLToPath(new URL("same-bits/app", import.meta.url)),
        base: "./",
        logLevel: "error",
        resolve: { conditions: ["@towerkit/source", "browser"] },
        worker: { format: "es" },
        build: { outDir: app, emptyOutDir: true, target: "es2022", minify: false },
      }),
    ]);
    browser = launched;
  }, 60_000);

  afterAll(() => browser?.close());

  /** Trains in a page of a site, or in a worker of that page. */
  async function trainIn(
    where: keyof PageFunctions,
    site: keyof typeof sites,
    options: TrainingOptions,
  ): Promise<Trained & { isIsolated: boolean }> {
    const page = await browser.newPage();
    await page.goto(`${server.url}/${site}/index.html`);
    const [trained, isIsolated] = await page.evaluate(
      async ([where, options]) => [
        await (window as unknown as PageFunctions)[where](options),
        window.crossOriginIsolated,
      ],
      [where, options] as const,
    );
    await page.close();
    return { ...trained, isIsolated };
  }

  it("gives Node's bits on several threads, in a worker of an isolated page", async () => {
    const trained = await trainIn("trainInWorker", "isolated", { ...made, threads: 3 });
    expect(trained).toEqual({ ...onOneThread.made, threads: 3, isIsolated: true });
  });

  it.skipIf(!realData)("real ML-100K: gives Node's bits there, for each recipe", async () => {
    for (const [i, options] of real.entries()) {
      const trained = await trainIn("trainInWorker", "isolated", {
        ...options,
        threads: 4,
        source: dataUrl(),
      });
      expect(trained).toEqual({ ...onOneThread.real[i], threads: 4, isIsolated: true });
    }
  });

  it("gives them on one thread in the page itself, which may not wait", async () => {
    const trained = await trainIn("trainInPage", "isolated", { ...short, threads: 3 });
    expect(trained).toEqual({ ...onOneThread.short, isIsolated: true });
  });

  it("gives them on one thread where memory may not be shared", async () => {
    const trained = await trainIn("trainInWorker", "plain", { ...short, threads: 3 });
    expect(trained).toEqual({ ...onOneThread.short, isIsolated: false });
  });

  it("gives them on one thread where a policy forbids the threads' workers", async () => {
    const trained = await trainIn("trainInWorker", "without-blobs", { ...short, threads: 3 });
    expect(trained).toEqual({ ...onOneThread.short, isIsolated: true });
  });

  it("gives them in plain TypeScript where a policy forbids WebAssembly", async () => {
    const trained = await trainIn("trainInPage", "strict", { ...short, threads: 3 });
    expect(trained).toEqual({ ...onOneThread.short, simd: "none", isIsolated: true });
  });
});
