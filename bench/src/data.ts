import { fileURLToPath } from "node:url";

/** Where real MovieLens data lies: `TOWERKIT_DATA_DIR`, else the folder that development uses. */
export const dataDir: string =
  process.env["TOWERKIT_DATA_DIR"] ??
  fileURLToPath(new URL("../../../shared/data", import.meta.url));

/** The command line, as `npx towerkit` starts it. */
export const towerkit: string = fileURLToPath(
  new URL("../../apps/trainer/bin/towerkit.js", import.meta.url),
);
