import type { Options } from "tsup";

export { thirdPartyNotices } from "./tools/src/build/third-party-notices.ts";

/** Shared tsup options: ESM with declarations and source maps, one file per entry. */
export const base: Options = {
  entry: ["src/index.ts"],
  format: ["esm"],
  target: "es2022",
  platform: "neutral",
  tsconfig: "tsconfig.build.json",
  // `#platform` is resolved by the package's own imports map, at run time.
  external: [/^#/],
  dts: true,
  sourcemap: true,
  clean: true,
  treeshake: true,
  splitting: true,
  silent: true,
};
