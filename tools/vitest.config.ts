import { mergeConfig } from "vitest/config";
import { base } from "../vitest.base.ts";

// Most of these tests wait for commands that they start, beside the tests of all other packages.
export default mergeConfig(base, { test: { name: "@towerkit/tools", testTimeout: 60_000 } });
