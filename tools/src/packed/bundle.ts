import { join } from "node:path";
import { build, createLogger, type Rolldown } from "vite";

/** What Vite made of a file for the browser. */
export interface BrowserBundle {
  /** Of all files together. */
  readonly code: string;
  /** The code of each file that is loaded only when something asks for it. */
  readonly lazyFiles: readonly string[];
  /** The files of which something is left in the bundle. */
  readonly modules: readonly string[];
  readonly warnings: readonly string[];
}

/** Bundles a file of a folder as an application for the browser would, in memory. */
export async function bundleForBrowser(folder: string, file: string): Promise<BrowserBundle> {
  const warnings: string[] = [];
  const keep = (message: string) => void warnings.push(message);
  const result = await inProduction(() =>
    build({
      root: folder,
      configFile: false,
      logLevel: "warn",
      customLogger: { ...createLogger("warn"), warn: keep, warnOnce: keep, error: keep },
      build: {
        write: false,
        minify: false,
        target: "es2022",
        rolldownOptions: { input: join(folder, file) },
      },
    }),
  );
  const chunks = (Array.isArray(result) ? result : [result]).flatMap(chunksOf);
  return {
    code: chunks.map(({ code }) => code).join("\n"),
    lazyFiles: chunks.flatMap(({ code, isEntry, isDynamicEntry }) =>
      isDynamicEntry && !isEntry ? [code] : [],
    ),
    modules: chunks.flatMap(({ modules }) =>
      Object.entries(modules).flatMap(([id, { renderedLength }]) =>
        renderedLength > 0 ? [id] : [],
      ),
    ),
    warnings,
  };
}

/** Vite says that it left a module of Node out only where NODE_ENV is not that of a test. */
async function inProduction<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}

function chunksOf(result: Awaited<ReturnType<typeof build>>): Rolldown.OutputChunk[] {
  if (Array.isArray(result) || !("output" in result)) return [];
  return result.output.flatMap((output) => (output.type === "chunk" ? [output] : []));
}
