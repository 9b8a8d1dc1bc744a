import { toolPart } from "./tool-part.js";

/** That the engine's tests pass on tfjs-node, on every Node. */
export const nativeEnginePart = toolPart({
  name: "native-engine",
  title: "The engine on tfjs-node, on Node 20, 22 and 24",
  page: "conformance.md",
  tool: ["test-native-engine.ts", "20", "22", "24"],
  about:
    "The tests of `packages/engine`, those among them that run on TensorFlow's native library. None may be skipped.",
  saying: "builds tfjs-node aside, unless TOWERKIT_TFJS_NODE names one; then tests on each Node",
});
