import { join } from "node:path";
import { mergeConfig } from "vitest/config";
import { base } from "../../vitest.base.ts";

/** The folder in which the repository's tool built tfjs-node: it stands in for an installed one. */
const aside = process.env["TOWERKIT_TFJS_NODE"];
const tfjsNode = "@tensorflow/tfjs-node";

export default mergeConfig(base, {
  resolve: {
    alias: aside ? { [tfjsNode]: join(aside, "node_modules", tfjsNode, "dist/index.js") } : {},
  },
  test: {
    name: "@towerkit/engine",
    // TensorFlow's library would tell on stderr what processor it runs on.
    env: { TF_CPP_MIN_LOG_LEVEL: "2" },
  },
});
