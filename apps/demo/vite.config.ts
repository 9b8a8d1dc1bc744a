import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The page. The server is built by tsup, beside it. */
export default defineConfig({
  root: here("src/web"),
  plugins: [preact()],
  build: { outDir: here("dist/web"), emptyOutDir: true },
  // `npx vite` beside a running server: the page reloads as its code changes.
  server: { proxy: { "/api": "http://localhost:4180" } },
});
