import { toolPart } from "./tool-part.js";

/** That each kernel has its plain twin's bits, on more inputs than a test run has time for. */
export const kernelsFuzzPart = toolPart({
  name: "kernels-fuzz",
  title: "Each kernel beside its plain twin",
  page: "conformance.md",
  tool: ["fuzz-kernels.ts"],
  about:
    "So many random inputs on one thread, and a tenth as many on three: WebAssembly and plain TypeScript must agree in every bit, and further steps of the same sizes may not need more memory. Each run draws other inputs; `TOWERKIT_FUZZ_SEED` in `packages/kernels` draws a run's again.",
  saying: "takes some minutes",
});
