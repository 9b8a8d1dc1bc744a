import { defineConfig } from "vitest/config";

/** `npm run coverage`: all packages in one run. Nx runs each package's own configuration. */
export default defineConfig({
  test: {
    projects: ["packages/*", "apps/*", "conformance"],
    coverage: {
      provider: "v8",
      include: ["{packages,apps}/*/src/**"],
      exclude: ["**/generated/**"],
    },
  },
});
