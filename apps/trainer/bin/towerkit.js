#!/usr/bin/env node
// Committed, because npm links a workspace's command at install, before anything is built.
import { existsSync } from "node:fs";

const entry = new URL("../dist/cli/cli.js", import.meta.url);
if (existsSync(entry)) {
  // A reader that stops early, as `| head` does, is not a failure.
  process.stdout.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  import(entry.href)
    .then(({ main }) => main(process.argv.slice(2)))
    .then((exitCode) => {
      process.exitCode = exitCode;
    });
} else {
  process.stderr.write("towerkit: the command line is not built yet: run npm run build.\n");
  process.exitCode = 1;
}
