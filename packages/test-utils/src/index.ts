export { type Closeness, expectAllClose } from "./all-close.js";
export { dataDir } from "./data-dir.js";
export { checkGradient, type GradientCheck } from "./gradient.js";
export { referenceFile } from "./reference-file.js";
export { temporaryFolder } from "./temporary-folder.js";
