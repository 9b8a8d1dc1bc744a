import { defineConfig } from "tsup";
import { base, thirdPartyNotices } from "../../tsup.base.ts";

export default defineConfig([
  // Each build sweeps its own folder only: they run at the same time.
  { ...base, platform: "node", clean: ["!cli/**"] },
  {
    ...base,
    // One bundle: most of a short run went into opening hundreds of small module files.
    entry: { cli: "src/cli.ts" },
    outDir: "dist/cli",
    platform: "node",
    dts: false,
    sourcemap: false,
    // Names stay: a stack trace can be read, and sent to us.
    esbuildOptions: (options) => {
      options.minifyWhitespace = true;
      options.minifySyntax = true;
    },
    // The engines come from the user's own installation.
    external: [/^@tensorflow\//, "towerkit/package.json"],
    noExternal: [/^(?!@tensorflow\/|towerkit\/)/],
    // Bundled CommonJS packages ask for Node's modules by `require`.
    banner: {
      js: 'import { createRequire as createRequireOfCli } from "node:module"; const require = createRequireOfCli(import.meta.url);',
    },
    esbuildPlugins: [thirdPartyNotices("dist/cli/THIRD-PARTY.txt")],
  },
]);
