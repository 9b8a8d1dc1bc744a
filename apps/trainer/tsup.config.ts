import { defineConfig } from "tsup";
import { base } from "../../tsup.base.ts";

export default defineConfig({
  ...base,
  platform: "node",
  entry: { index: "src/index.ts", cli: "src/cli.ts" },
});
