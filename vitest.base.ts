import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests run on the packages' sources, never on `dist`, through the `@towerkit/source` condition. */
export const base = defineConfig({
  resolve: { conditions: ["@towerkit/source"] },
  ssr: {
    resolve: {
      conditions: ["@towerkit/source", "node"],
      externalConditions: ["@towerkit/source", "node"],
    },
  },
  test: {
    include: ["{src,test}/**/*.test.ts"],
    watch: false,
    restoreMocks: true,
    // Nx runs the tests of several packages beside each other: each takes its share of the machine.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { requireAssertions: true },
    setupFiles: [fileURLToPath(new URL("tools/src/test-setup.ts", import.meta.url))],
    reporters: ["default", ["json", { outputFile: "test-results.json" }]],
  },
});
