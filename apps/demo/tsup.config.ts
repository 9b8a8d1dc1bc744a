import { defineConfig } from "tsup";

/** The server. The page is built by Vite, beside it. */
export default defineConfig({
  entry: { serve: "src/server/serve.ts" },
  outDir: "dist/server",
  format: ["esm"],
  target: "es2022",
  platform: "node",
  sourcemap: true,
  clean: true,
});
