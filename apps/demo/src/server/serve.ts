import { fileURLToPath } from "node:url";
import { createApp } from "./app.js";
import { listen } from "./listen.js";
import { openDemo } from "./open-demo.js";
import { readOptions, UsageError } from "./options.js";
import { ensureQuickstart, QUICKSTART_DIR } from "./quickstart-bundle.js";

const WEB_DIR = fileURLToPath(new URL("../web", import.meta.url));

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const { port, host, bundle: chosen } = readOptions(process.argv.slice(2), process.env);
  if (chosen === undefined) await ensureQuickstart(QUICKSTART_DIR, say);
  const dir = chosen ?? QUICKSTART_DIR;
  const parts = await openDemo(dir);
  const app = await createApp({
    ...parts,
    webDir: WEB_DIR,
    onError: (error) => complain(error.stack ?? error.message),
  });
  const { url } = await listen(app, { port, host });
  const { dataset } = parts.bundle.manifest;
  say(`Showing ${dir} (${dataset.synthetic ? "synthetic data" : dataset.name}).`);
  say(`Towerkit's demo: ${url}  (Ctrl-C stops it)`);
}

main().catch((error: Error) => {
  complain(error.message);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
